import { MapPinOff } from "lucide-react";
import { translator } from "#i18n/translator.ts";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";

const t = translator();

export default function NotFound() {
  return (
    <StatePanel
      heading="h1"
      icon={<MapPinOff />}
      title={t("page.thereIsNothingAtThis")}
      actions={<ButtonLink href="/">{t("page.goToTheStartPage")}</ButtonLink>}
    >
      {t("page.itMayHaveBeenDeleted")}
    </StatePanel>
  );
}
