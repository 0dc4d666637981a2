import type { Metadata } from "next";
import { UserOverview } from "#features/user/user-overview.tsx";
import { requirePrincipal } from "#server/session.ts";

export const metadata: Metadata = { title: "User" };

export default async function UserPage() {
  await requirePrincipal();
  return <UserOverview />;
}
