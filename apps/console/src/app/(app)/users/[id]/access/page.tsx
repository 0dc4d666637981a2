import type { Metadata } from "next";
import { UserAccess } from "#features/user/user-tabs.tsx";
import { translator } from "#i18n/translator.ts";
import { requirePrincipal } from "#server/session.ts";

export const metadata: Metadata = { title: translator()("user.groupsAndRoles") };

export default async function UserAccessPage() {
  await requirePrincipal();
  return <UserAccess />;
}
