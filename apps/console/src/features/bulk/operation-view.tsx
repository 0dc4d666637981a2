"use client";

import type { BulkOperation } from "@portcullis/domain/bulk";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { PanelsSkeleton, Progress } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { handled, progressSentence, statusVariants } from "./bulk-text.ts";
import { OperationDetails } from "./operation-details.tsx";
import { OperationHeader } from "./operation-header.tsx";
import { OperationGateways, OperationReceipt } from "./operation-receipt.tsx";
import { OperationResults } from "./operation-results.tsx";

/** Milliseconds between two looks at what is under way, in case the stream is cut. */
const pollIntervalMs = 5000;

/** A bulk operation from the request to the last result: live while it runs, and what came of it afterwards. */
export function OperationView({ id }: { readonly id: string }) {
  const t = useTranslations();
  const query = useQuery({
    ...useTRPC().bulk.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && state.data.finishedAt === null ? pollIntervalMs : false),
  });
  return (
    <QueryView
      query={query}
      failure={t("bulk.thisOperationCouldNotBe")}
      skeleton={<PanelsSkeleton label={t("bulk.loadingTheOperation")} />}
    >
      {(operation) => (
        <>
          <OperationHeader key={operation.id} operation={operation} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <div className="grid gap-4">
              <Panel title={t("change.progress")}>
                <OperationProgress operation={operation} />
              </Panel>
              <OperationReceipt operation={operation} />
            </div>
            <Panel title={t("common.details")}>
              <OperationDetails operation={operation} />
            </Panel>
          </div>
          <OperationGateways operation={operation} />
          <OperationResults operation={operation} />
        </>
      )}
    </QueryView>
  );
}

/** How many have had their turn. A status says how far the operation is, not whether gateways have confirmed its changes. */
function OperationProgress({ operation }: { readonly operation: BulkOperation }) {
  const t = useTranslations();
  const { status, total, newcomers, expiresAt } = operation;
  const { tone, label } = statusVariants(t)[status];
  const sentence = progressSentence(t, operation);
  return (
    <div className="grid gap-3 text-sm">
      <p className="flex items-center justify-between gap-4">
        <Status tone={tone} live={status === "running"}>
          {label}
        </Status>
        <span className="text-ink-muted tabular-nums">{t("bulk.of", { handled: handled(operation), total })}</span>
      </p>
      <Progress label={t("change.progress")} value={handled(operation)} max={total} />
      <p className="text-ink-muted">
        {sentence}
        {(status === "waiting" || status === "preview") && (
          <> {t.rich("bulk.openUntil", { time: () => <ExactTimestamp at={expiresAt} /> })}</>
        )}
      </p>
      {newcomers !== null && newcomers > 0 && (
        <p className="text-ink-muted">{t("bulk.othersHaveComeToMatch", { newcomers })}</p>
      )}
      <LiveRegion message={status === "running" ? label : sentence} />
    </div>
  );
}
