"use client";

import { useTranslations } from "use-intl";
import { LinkTabs } from "#ui/link-tabs.tsx";

/** Changes of single people, and operations over many. */
export function ChangesTabs() {
  const t = useTranslations();
  return (
    <LinkTabs
      label={t("common.changes")}
      tabs={[
        { href: "/changes", label: t("common.changes") },
        { href: "/changes/bulk", label: t("bulk.bulkOperations") },
      ]}
    />
  );
}
