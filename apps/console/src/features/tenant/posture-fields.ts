import { type Platform, platforms } from "@portcullis/domain/device/platform";
import {
  osVersion,
  type PostureCheck,
  type PostureEnforcement,
  type PostureRule,
  postureChecks,
  postureMaxAgeMax,
  postureMaxAgeMin,
} from "@portcullis/domain/device/posture";
import type { PostureImpact, PostureProposal } from "@portcullis/domain/tenant-posture";
import type { Translate } from "#i18n/translator.ts";

/** What stands in the form for one platform. */
export type RuleFields = Readonly<Record<PostureCheck, boolean>> & { readonly minimumVersion: string };

/** What stands in the form: texts as they are typed. */
export interface PostureFields {
  readonly enforcement: PostureEnforcement;
  readonly maxAge: string;
  readonly rules: Readonly<Record<Platform, RuleFields>>;
}

/** Posture as it stands, as one would have typed it. */
export function typedPosture({ enforcement, maxAgeMinutes, rules }: PostureProposal): PostureFields {
  const fieldsOf = (platform: Platform): RuleFields => {
    const rule = rules.find((candidate) => candidate.platform === platform);
    const isAsked = (check: PostureCheck) => rule?.checks.includes(check) ?? false;
    return {
      diskEncryption: isAsked("diskEncryption"),
      firewall: isAsked("firewall"),
      screenLock: isAsked("screenLock"),
      minimumVersion: rule?.minimumVersion ?? "",
    };
  };
  const byPlatform = Object.fromEntries(platforms.map((platform) => [platform, fieldsOf(platform)]));
  return { enforcement, maxAge: String(maxAgeMinutes), rules: byPlatform as PostureFields["rules"] };
}

export interface FieldMistakes {
  readonly maxAge?: string;
  readonly versions: Readonly<Partial<Record<Platform, string>>>;
}

/** What is wrong with what was typed; undefined where nothing is. */
export function mistakesIn(t: Translate, { maxAge, rules }: PostureFields): FieldMistakes | undefined {
  const minutes = minutesOf(maxAge);
  const isAge = minutes >= postureMaxAgeMin && minutes <= postureMaxAgeMax;
  const versions = platforms.flatMap((platform) => {
    const version = rules[platform].minimumVersion.trim();
    const parsed = osVersion.safeParse(version);
    return version === "" || parsed.success ? [] : [[platform, parsed.error.issues[0]?.message] as const];
  });
  if (isAge && versions.length === 0) return undefined;
  const most = postureMaxAgeMax.toLocaleString("en");
  return {
    ...(!isAge && { maxAge: t("tenant.useAWholeNumberOf", { postureMaxAgeMin, most }) }),
    versions: Object.fromEntries(versions),
  };
}

const minutesOf = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN);

/** What is typed, where nothing is wrong with it. A platform that is asked nothing has no rule. */
export function proposalOf({ enforcement, maxAge, rules }: PostureFields): PostureProposal {
  return {
    enforcement,
    maxAgeMinutes: minutesOf(maxAge),
    rules: platforms.flatMap((platform) => {
      const fields = rules[platform];
      const checks = postureChecks.filter((check) => fields[check]);
      const minimumVersion = fields.minimumVersion.trim() || null;
      return checks.length > 0 || minimumVersion !== null ? [{ platform, checks, minimumVersion }] : [];
    }),
  };
}

/** What a change does to access. */
export function impactSentence(t: Translate, { loseAccess }: PostureImpact, enforcement: PostureEnforcement): string {
  if (enforcement === "advisory") return t("tenant.noDeviceLosesAccessWhat");
  if (loseAccess === 0) return t("tenant.noDeviceLosesAccessNow");
  if (loseAccess === 1) return t("tenant.n1DeviceLosesAccessNow");
  return t("tenant.devicesLoseAccessNowAnd", { loseAccess });
}

/** Whether a change could take access away or make more devices fail: that one is asked about first. */
export function tightens(before: PostureProposal, after: PostureProposal): boolean {
  if (before.enforcement !== after.enforcement) return after.enforcement === "required";
  if (after.maxAgeMinutes < before.maxAgeMinutes) return true;
  return after.rules.some((rule) => {
    const former = before.rules.find(({ platform }) => platform === rule.platform);
    return !former || isStricter(former, rule);
  });
}

/** Another version counts as more, whichever is the later one: the console does not compare what the database does. */
const isStricter = (former: PostureRule, rule: PostureRule) =>
  rule.checks.some((check) => !former.checks.includes(check)) ||
  (rule.minimumVersion !== null && rule.minimumVersion !== former.minimumVersion);
