import { type Platform, platforms } from "@portcullis/domain/device/platform";
import {
  osVersion,
  type PostureCheck,
  type PostureEnforcement,
  type PostureRule,
  postureChecks,
  postureEnforcements,
  postureMaxAgeMax,
  postureMaxAgeMin,
} from "@portcullis/domain/device/posture";
import type { PostureImpact, PostureProposal } from "@portcullis/domain/tenant-posture";
import { z } from "zod";
import { type Translate, translator } from "#i18n/translator.ts";

const minutes = /^\s*\d{1,9}\s*$/;
const isAge = (typed: string) =>
  minutes.test(typed) && Number(typed) >= postureMaxAgeMin && Number(typed) <= postureMaxAgeMax;

const ruleFields = z.object({
  diskEncryption: z.boolean(),
  firewall: z.boolean(),
  screenLock: z.boolean(),
  minimumVersion: z
    .string()
    .transform((typed) => typed.trim() || null)
    .pipe(osVersion.nullable()),
});

/** Reads what was typed. A platform that is asked nothing has no rule. */
export const postureFields = z
  .object({
    enforcement: z.enum(postureEnforcements),
    maxAge: z
      .string()
      .refine(
        isAge,
        translator()("tenant.useAWholeNumberOf", { postureMaxAgeMin, most: postureMaxAgeMax.toLocaleString("en") }),
      ),
    rules: z.record(z.enum(platforms), ruleFields),
  })
  .transform(
    ({ enforcement, maxAge, rules }): PostureProposal => ({
      enforcement,
      maxAgeMinutes: Number(maxAge),
      rules: platforms.flatMap((platform) => {
        const { minimumVersion } = rules[platform];
        const checks = postureChecks.filter((check) => rules[platform][check]);
        return checks.length > 0 || minimumVersion !== null ? [{ platform, checks, minimumVersion }] : [];
      }),
    }),
  );

/** What stands in the form: texts as they are typed. */
export type PostureFields = z.input<typeof postureFields>;
/** The same for one platform. */
export type RuleFields = PostureFields["rules"][Platform];

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
