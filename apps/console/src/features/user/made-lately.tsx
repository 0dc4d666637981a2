import { type MadeLately, type MadeThing, madeLatelyDays } from "@portcullis/domain/user/made-lately";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";

import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";

const verbs = (t: Translate): Readonly<Record<MadeThing["action"], string>> => ({
  "device.registered": t("user.registeredTheDevice"),
  "device.handed_over": t("user.handedOverTheDevice"),
  "device.key_rotated": t("user.changedTheKeyOfThe"),
  "device.posture_token_made": t("user.setUpPostureReportsOf"),
  "user.invited": t("user.invited"),
  "user.invitation_resent": t("user.invitedAgain"),
  "user.password_reset_requested": t("user.madeAnOpenResetLink"),
  "user.factors_reset": t("user.resetTheSecondFactorsOf"),
  "user.roles_changed": t("user.changedTheRolesOf"),
  "user.groups_changed": t("user.changedTheGroupsOf"),
  "tenant.ownership_offered": t("user.offeredTheOwnershipTo"),
  "gateway.created": t("user.addedAndSawTheToken"),
  "gateway.token_rotated": t("user.rotatedAndSawTheToken"),
});

const pages = { user: "/users", device: "/devices", gateway: undefined } as const;

/** What somebody made for others and that stays when they go: each with the page where it can be ended. */
export function MadeLatelyList({ made }: { readonly made: MadeLately }) {
  const t = useTranslations();
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {made.items.map((thing) => (
        <li key={`${thing.action} ${thing.target.id}`} className="wrap-anywhere">
          {verbs(t)[thing.action]} <Target thing={thing} />
          {thing.user && (
            <>
              {` ${t("user.of")} `}
              <PageLink href={`/users/${thing.user.id}`} className="underline">
                {thing.user.name ?? t("common.aDeletedPerson")}
              </PageLink>
            </>
          )}{" "}
          <span className="text-ink-muted">
            <RelativeTime at={thing.at} />
          </span>
        </li>
      ))}
      {!made.complete && <li className="text-ink-muted">{t("user.andMoreSeeTheirActivity")}</li>}
    </ul>
  );
}

function Target({ thing: { target } }: { readonly thing: MadeThing }) {
  const name = target.name ?? target.id.slice(-8);
  const page = pages[target.kind];
  if (page === undefined) return <strong className="font-medium">{name}</strong>;
  return (
    <PageLink href={`${page}/${target.id}`} className="underline">
      {name}
    </PageLink>
  );
}

/** The same in a dialog, folded. Nothing where there is nothing. */
export function MadeLatelyDetails({ made }: { readonly made: MadeLately | undefined }) {
  const t = useTranslations();
  if (!made || made.items.length === 0) return null;
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-default px-3 py-2 text-sm font-medium select-none">
        {t("user.madeForOthersInThe", {
          count: made.items.length,
          plus: made.complete ? "" : "+",
          days: madeLatelyDays,
        })}
      </summary>
      <div className="max-h-48 overflow-y-auto border-t border-line px-3 py-2">
        <MadeLatelyList made={made} />
      </div>
    </details>
  );
}
