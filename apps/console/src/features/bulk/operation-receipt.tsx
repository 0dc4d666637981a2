"use client";

import type { BulkOperation, BulkReceipt } from "@portcullis/domain/bulk";
import { changeStates } from "@portcullis/domain/change-state";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { changeVariants } from "#features/change/change-text.ts";
import { ReceiptGateways } from "#features/change/receipt-gateways.tsx";
import { useTRPC } from "#trpc/client.ts";
import { SmallLink } from "#ui/page-link.tsx";
import { type Detail, DetailList, Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";

/** Milliseconds between two looks: a gateway may confirm at any time. */
const pollIntervalMs = 5000;

function useReceipt({ id }: BulkOperation) {
  return useQuery({
    ...useTRPC().bulk.receipt.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollIntervalMs : false),
  }).data;
}

interface OperationReceiptProps {
  readonly operation: BulkOperation;
}

/** What each gateway has confirmed of the changes that the operation began. */
export function OperationGateways({ operation }: OperationReceiptProps) {
  const { gateways = [] } = useReceipt(operation) ?? {};
  return <ReceiptGateways gateways={gateways} requestedAt={operation.startedAt ?? operation.requestedAt} />;
}

/** How far the changes are that the operation began; nothing where it began none. */
export function OperationReceipt({ operation }: OperationReceiptProps) {
  const t = useTranslations();
  const receipt = useReceipt(operation);
  if (!receipt || changeStates.every((state) => receipt.changes[state] === 0)) return null;
  const { changes, devicesDone, devicesTotal, sessionsEnded } = receipt;
  const details: Detail[] = [
    ...changeStates
      .filter((state) => changes[state] > 0)
      .map((state) => {
        const { tone, label } = changeVariants(t)[state];
        return {
          term: label,
          value: (
            <Status tone={tone} live={state === "running"}>
              {t("bulk.changes", { count: changes[state] })}
            </Status>
          ),
        };
      }),
    { term: t("common.devices"), value: t("bulk.of", { handled: devicesDone, total: devicesTotal }) },
    { term: t("change.sessionsEnded"), value: sessionsEnded.toLocaleString("en") },
  ];
  return (
    <Panel
      title={t("common.receipt")}
      actions={
        changes.unconfirmed > 0 && <SmallLink href="/changes/unconfirmed">{t("common.cutOffsNotConfirmed")}</SmallLink>
      }
    >
      <DetailList details={details} />
    </Panel>
  );
}

const isUnderWay = ({ operation, changes }: Pick<BulkReceipt, "operation" | "changes">) =>
  operation.finishedAt === null || changes.running + changes.unconfirmed + changes.settled > 0;
