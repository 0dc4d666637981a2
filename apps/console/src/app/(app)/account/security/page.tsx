import type { Metadata } from "next";
import { FactorsPanel } from "#features/account/factors-panel.tsx";
import { PasswordPanel } from "#features/account/password-panel.tsx";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Security" };

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
