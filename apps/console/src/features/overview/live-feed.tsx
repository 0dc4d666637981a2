"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ActionIcon } from "#features/audit/action-icon.tsx";
import { feedQuery } from "#features/audit/activity-search-params.ts";
import { eventSentence, foldRuns, runSentence } from "#features/audit/event-sentence.ts";
import { PhraseLine } from "#features/audit/phrase-line.tsx";
import { TimelineSkeleton } from "#features/audit/timeline.tsx";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** Milliseconds after which the newest events are asked for again. */
const refetchMs = 15_000;
/** Deeds that are shown at most. */
const shownMax = 10;

/** What happened last, as it happens. */
export function LiveFeed() {
  const t = useTranslations();
  const query = useQuery({ ...useTRPC().audit.list.queryOptions(feedQuery), refetchInterval: refetchMs });
  return (
    <Panel
      title={t("common.activity")}
      flush
      actions={<SmallLink href="/activity">{t("overview.allActivity")}</SmallLink>}
    >
      <QueryView
        query={query}
        failure={t("common.theActivityCouldNotBe")}
        skeleton={
          <div className="p-3">
            <TimelineSkeleton />
          </div>
        }
        empty={<p className="px-4 py-5 text-sm text-ink-muted">{t("overview.nothingYet")}</p>}
        saysAge={false}
      >
        {({ items: events, nextCursor }) => (
          <ol className="divide-y divide-line">
            {foldRuns(events)
              .slice(0, shownMax)
              .map((run) => (
                <li key={run[0].id} className="flex items-start gap-3 px-4 py-2">
                  <ActionIcon action={run[0].action} />
                  <p className="min-w-0 flex-1 py-1 text-sm text-pretty wrap-anywhere">
                    <PhraseLine
                      phrase={
                        run.length === 1
                          ? eventSentence(t, run[0])
                          : runSentence(t, run[0], run.length, run.at(-1) === events.at(-1) && nextCursor !== null)
                      }
                    />
                  </p>
                  <span className="py-1 text-xs/5 text-ink-muted">
                    <RelativeTime at={run[0].at} />
                  </span>
                </li>
              ))}
          </ol>
        )}
      </QueryView>
    </Panel>
  );
}
