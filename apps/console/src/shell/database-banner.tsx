"use client";

import { toTimestamp } from "@portcullis/domain/timestamp";
import { useQueryClient } from "@tanstack/react-query";
import { DatabaseZap } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type DatabaseTrouble, databaseTrouble } from "#trpc/database-away.ts";
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
        <section
          aria-label={t("shell.database")}
          className="mt-4 flex items-start gap-x-4 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink print:hidden"
        >
          <DatabaseZap aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <p>
            {t.rich("shell.sinceRetryingWhatIsShown", {
              what,
              strong: (chunks) => <strong className="font-semibold">{chunks}</strong>,
              time: () => <ExactTimestamp at={toTimestamp(trouble.since)} />,
            })}
          </p>
        </section>
      )}
    </>
  );
}
