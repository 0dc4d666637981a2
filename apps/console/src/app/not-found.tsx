import { MapPinOff } from "lucide-react";
import type { Metadata } from "next";
import { translator } from "#i18n/translator.ts";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";

const t = translator();

export const metadata: Metadata = { title: t("page.notFound") };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <StatePanel
        heading="h1"
        icon={<MapPinOff />}
        title={t("page.thereIsNothingAtThis")}
        actions={<ButtonLink href="/">{t("page.goToTheStartPage")}</ButtonLink>}
      >
        {t("page.itMayHaveBeenRemoved")}
      </StatePanel>
    </main>
  );
}
