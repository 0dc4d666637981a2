import type { Metadata } from "next";
import { UserOverview } from "#features/user/user-overview.tsx";
import { translator } from "#i18n/translator.ts";
import { requirePrincipal } from "#server/session.ts";

const t = translator();

export const metadata: Metadata = { title: t("page.user") };

export default async function UserPage() {
  await requirePrincipal();
  return <UserOverview />;
}
