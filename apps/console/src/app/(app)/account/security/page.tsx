import type { Metadata } from "next";
import { FactorsPanel } from "#components/account/factors-panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Security" };

export default async function Page() {
  const trpc = await api();
  await prefetch(trpc.account.security.queryOptions());
  return (
    <Hydrate>
      <PageHeader title="Security" description="How you prove that it is you." />
      <div className="max-w-2xl">
        <FactorsPanel />
      </div>
    </Hydrate>
  );
}
