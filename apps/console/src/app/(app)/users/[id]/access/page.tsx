import type { Metadata } from "next";
import { UserAccess } from "#features/user/user-tabs.tsx";
import { requirePrincipal } from "#server/session.ts";

export const metadata: Metadata = { title: "Groups & roles" };

export default async function UserAccessPage() {
  await requirePrincipal();
  return <UserAccess />;
}
