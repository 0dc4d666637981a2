import type { Metadata } from "next";
import { ImagePanel } from "#features/account/image-panel.tsx";
import { AccessPanel, ProfilePanel } from "#features/account/profile-panel.tsx";
import { translator } from "#i18n/translator.ts";

import { requirePrincipal } from "#server/session.ts";

const t = translator();

export const metadata: Metadata = { title: t("common.account") };

export default async function AccountPage() {
  await requirePrincipal();
  return (
    <div className="grid max-w-3xl gap-4">
      <AccessPanel />
      <ImagePanel />
      <ProfilePanel />
    </div>
  );
}
