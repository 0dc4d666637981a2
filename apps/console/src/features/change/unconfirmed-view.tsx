"use client";

import type { UnconfirmedChange } from "@portcullis/domain/cascade";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { UnconfirmedActions } from "#features/gateway/unconfirmed-actions.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Pagination, useKeysetPagesInMemory } from "#ui/table/pagination.tsx";
import { RelativeTime } from "#ui/time.tsx";

import { AcknowledgementLine } from "./acknowledgement-line.tsx";
import { isOpen, unconfirmedName } from "./change-text.ts";

/** Milliseconds between two looks: a gateway may confirm at any time. */
const pollIntervalMs = 5_000;

/** Every change that a gateway has not confirmed, newest first, with what can be done about it. */
export function UnconfirmedView() {
  const t = useTranslations();
  const pages = useKeysetPagesInMemory();
  const list = useQuery({
    ...useTRPC().cascade.unconfirmed.queryOptions(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
    placeholderData: keepPreviousData,
    refetchInterval: pollIntervalMs,
  });
  return (
    <QueryView
      query={list}
      failure={t("change.theChangesCouldNotBe")}
      skeleton={<Skeleton className="h-40 w-full" />}
      empty={
        <EmptyState icon={<CircleCheck />} title={t("change.nothingIsUnconfirmed")}>
          {t("change.everyGatewayHasConfirmedWhat")}
        </EmptyState>
      }
    >
      {(page) => (
        <>
          <ul className="grid gap-3">
            {page.items.map((change) => (
              <li key={change.changeId}>
                <ChangePanel change={change} />
              </li>
            ))}
          </ul>
          <Pagination
            noun="change"
            total={page.total}
            shown={page.items.length}
            busy={list.isPlaceholderData}
            onPrevious={pages.previous}
            onNext={page.nextCursor === null ? null : () => pages.next(page.nextCursor ?? "")}
          />
        </>
      )}
    </QueryView>
  );
}

function ChangePanel({ change }: { readonly change: UnconfirmedChange }) {
  const t = useTranslations();
  const { changeId, cascadeId, device, gateways, requestedAt } = change;
  return (
    <Panel
      title={unconfirmedName(t, change)}
      description={<RelativeTime at={requestedAt} />}
      actions={
        cascadeId !== null ? (
          <SmallLink href={`/changes/${cascadeId}`}>{t("common.receipt")}</SmallLink>
        ) : device !== null && device.name !== null ? (
          <SmallLink href={`/devices/${device.id}`}>{t("common.device")}</SmallLink>
        ) : undefined
      }
    >
      {device && <p className="mb-2 font-mono text-xs wrap-anywhere text-ink-muted">{device.publicKey}</p>}
      <ul className="flex flex-col gap-3 text-sm">
        {gateways.filter(isOpen).map((gateway) => (
          <li key={gateway.id}>
            <span className="font-medium">{gatewayName(t, gateway)}</span>:{" "}
            <AcknowledgementLine gateway={gateway} at={requestedAt} />
            <UnconfirmedActions changeId={changeId} gateway={gateway} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
