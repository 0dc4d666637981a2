"use client";

import { toTimestamp } from "@portcullis/domain/timestamp";
import { useQueryClient } from "@tanstack/react-query";
import { DatabaseZap } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type DatabaseTrouble, databaseTrouble } from "#trpc/database-away.ts";
import { Banner } from "#ui/feedback/banner.tsx";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { ExactTimestamp } from "#ui/time.tsx";

/** Stands on every page while the database does not answer, and goes by itself. */
export function DatabaseBanner() {
  const t = useTranslations();
  const cache = useQueryClient().getQueryCache();
  const [trouble, setTrouble] = useState<DatabaseTrouble | null>(null);
  useEffect(() => cache.subscribe(() => setTrouble((before) => databaseTrouble(cache, before))), [cache]);
  const what = trouble?.cause === "busy" ? t("shell.databaseIsBusy") : t("shell.databaseDoesNotAnswer");
  return (
    <>
      <LiveRegion message={trouble ? t("shell.tryingAgain", { what }) : ""} />
      {trouble && (
        <Banner label={t("shell.database")} icon={<DatabaseZap />}>
          <p>
            {t.rich("shell.sinceRetryingWhatIsShown", {
              what,
              strong: (chunks) => <strong>{chunks}</strong>,
              time: () => <ExactTimestamp at={toTimestamp(trouble.since)} />,
            })}
          </p>
        </Banner>
      )}
    </>
  );
}
