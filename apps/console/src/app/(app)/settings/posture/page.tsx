import type { Metadata } from "next";
import { PostureView } from "#features/tenant/posture-view.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

export const metadata: Metadata = { title: "Posture" };

export default async function PosturePage() {
  if (!(await may("tenant:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the posture rules" permission="tenant:read" />;
  }
  const trpc = await api();
  await Promise.all([prefetch(trpc.account.me.queryOptions()), prefetch(trpc.tenant.posture.queryOptions())]);
  return (
    <Hydrate>
      <PostureView />
    </Hydrate>
  );
}
