import type { Metadata } from "next";
import { FactorsPanel } from "#features/account/factors-panel.tsx";
import { PasswordPanel } from "#features/account/password-panel.tsx";
import { translator } from "#i18n/translator.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("page.security") };

export default async function SecurityPage() {
  const trpc = await api();
  await prefetch(trpc.account.security.queryOptions());
  return (
    <Hydrate>
      <div className="grid max-w-3xl gap-4">
        <FactorsPanel />
        <PasswordPanel />
      </div>
    </Hydrate>
  );
}
