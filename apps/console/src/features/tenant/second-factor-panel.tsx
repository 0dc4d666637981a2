"use client";

import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import type { TenantDetail } from "@portcullis/domain/tenant";
import { useMe } from "#features/account/use-me.ts";
import { PageLink } from "#ui/page-link.tsx";
import { ConfirmedSettingPanel } from "./confirmed-setting-panel.tsx";

const states = {
  optional: { tone: "neutral", text: "Everybody decides for themselves" },
  administrators: { tone: "success", text: "Required for the owner and administrators" },
} as const;

const settingChanges: Readonly<Record<SecondFactorPolicy, { title: string; label: string; button: string }>> = {
  administrators: {
    title: "Require a second factor of administrators",
    label: "Require",
    button: "Require it of administrators",
  },
  optional: { title: "Make the second factor optional", label: "Make optional", button: "Make it optional" },
};

/** Who must have a second factor, whom a change would concern, and what happens to them. */
export function SecondFactorPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const next: SecondFactorPolicy = tenant.secondFactorPolicy === "optional" ? "administrators" : "optional";
  return (
    <ConfirmedSettingPanel
      title="Second factor"
      tenant={tenant}
      state={states[tenant.secondFactorPolicy]}
      settingChange={{
        ...settingChanges[next],
        consequence: consequence(next, tenant.administratorsWithoutFactor),
        isWeaker: next === "optional",
        update: { secondFactorPolicy: next },
      }}
    >
      An authenticator app or a passkey, beside the password. Administrators are the owner and everybody who may change
      anything of others. <WithoutFactor count={tenant.administratorsWithoutFactor} />
    </ConfirmedSettingPanel>
  );
}

/** How many have none yet, and who: a list that whoever may see users opens. */
function WithoutFactor({ count }: { readonly count: number }) {
  const maySeeUsers = useMe().permissions.includes("user:read");
  if (count === 0) return "All of them have one.";
  const text = count === 1 ? "One of them has none yet." : `${count.toLocaleString("en")} of them have none yet.`;
  if (!maySeeUsers) return text;
  return (
    <PageLink href="/users?concern=administrator_without_factor" className="text-accent-ink underline">
      {text}
    </PageLink>
  );
}

function consequence(next: SecondFactorPolicy, count: number): string {
  if (next === "optional") return "Nobody has to have one any more. Those who have one keep it and go on using it.";
  if (count === 0) return "Every administrator has one already. Anyone who becomes one later sets it up first.";
  const who = count === 1 ? "One administrator has" : `${count} administrators have`;
  return `${who} none yet. With their next request they are asked to set one up, and can do nothing else before that.`;
}
