"use client";

import { useQueryClient } from "@tanstack/react-query";
import { DatabaseZap } from "lucide-react";
import { useEffect, useState } from "react";
import { type DatabaseTrouble, databaseTrouble } from "#trpc/database-away.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { ExactTimestamp } from "#ui/time.tsx";

/** Stands on every page while the database does not answer, and goes by itself. */
export function DatabaseBanner() {
  const cache = useQueryClient().getQueryCache();
  const [trouble, setTrouble] = useState<DatabaseTrouble | null>(null);
  useEffect(() => cache.subscribe(() => setTrouble((before) => databaseTrouble(cache, before))), [cache]);
  const what = trouble?.cause === "busy" ? "Database is busy" : "Database does not answer";
  return (
    <>
      <LiveRegion message={trouble ? `${what}. Trying again.` : ""} />
      {trouble && (
        <section
          aria-label="Database"
          className="mt-4 flex items-start gap-x-4 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink print:hidden"
        >
          <DatabaseZap aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <p>
            <strong className="font-semibold">{what}</strong> since <ExactTimestamp at={new Date(trouble.since)} />,
            retrying. What is shown is as it was before.
          </p>
        </section>
      )}
    </>
  );
}
