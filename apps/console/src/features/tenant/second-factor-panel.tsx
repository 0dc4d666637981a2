"use client";

import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import type { TenantDetail } from "@portcullis/domain/tenant";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import type { Translate } from "#i18n/translator.ts";
import { PageLink } from "#ui/page-link.tsx";
import { ConfirmedSettingPanel } from "./confirmed-setting-panel.tsx";

const states = (t: Translate) =>
  ({
    optional: { tone: "neutral", text: t("tenant.everybodyDecidesForThemselves") },
    administrators: { tone: "success", text: t("tenant.requiredForTheOwnerAnd") },
  }) as const;

const settingChanges = (
  t: Translate,
): Readonly<Record<SecondFactorPolicy, { title: string; label: string; button: string }>> => ({
  administrators: {
    title: t("tenant.requireASecondFactorOf"),
    label: t("tenant.require"),
    button: t("tenant.requireItOfAdministrators"),
  },
  optional: {
    title: t("tenant.makeTheSecondFactorOptional"),
    label: t("tenant.makeOptional"),
    button: t("tenant.makeItOptional"),
  },
});

/** Who must have a second factor, whom a change would concern, and what happens to them. */
export function SecondFactorPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const t = useTranslations();
  const next: SecondFactorPolicy = tenant.secondFactorPolicy === "optional" ? "administrators" : "optional";
  return (
    <ConfirmedSettingPanel
      title={t("common.secondFactor")}
      tenant={tenant}
      state={states(t)[tenant.secondFactorPolicy]}
      settingChange={{
        ...settingChanges(t)[next],
        consequence: consequence(t, next, tenant.administratorsWithoutFactor),
        isWeaker: next === "optional",
        update: { secondFactorPolicy: next },
      }}
    >
      {t.rich("tenant.anAuthenticatorAppOrA", {
        withoutFactor: () => <WithoutFactor count={tenant.administratorsWithoutFactor} />,
      })}
    </ConfirmedSettingPanel>
  );
}

/** How many have none yet, and who: a list that whoever may see users opens. */
function WithoutFactor({ count }: { readonly count: number }) {
  const t = useTranslations();
  const maySeeUsers = useMe().permissions.includes("user:read");
  if (count === 0) return t("tenant.allOfThemHaveOne");
  const text = count === 1 ? t("tenant.oneOfThemHasNone") : t("tenant.ofThemHaveNoneYet", { count });
  if (!maySeeUsers) return text;
  return (
    <PageLink href="/users?concern=administrator_without_factor" className="text-accent-ink underline">
      {text}
    </PageLink>
  );
}

function consequence(t: Translate, next: SecondFactorPolicy, count: number): string {
  if (next === "optional") return t("tenant.nobodyHasToHaveOne");
  if (count === 0) return t("tenant.everyAdministratorHasOneAlready");
  const who = count === 1 ? t("tenant.oneAdministratorHas") : t("tenant.administratorsHave", { count });
  return t("tenant.noneYetWithTheirNext", { who });
}
