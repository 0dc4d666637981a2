"use client";

import type { CascadeDetail, CascadeDevice } from "@portcullis/domain/cascade";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { shortId } from "#features/audit/phrase.ts";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { PageGone, Pagination, useKeysetPages } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import { toListCascadeDevices } from "./changes-search-params.ts";

/** Milliseconds between two looks while devices are being switched. */
const pollIntervalMs = 1000;

/** Each device and when it was switched. `all`: every one of them, to be printed in the place of a page. */
export function ReceiptDevices(props: { readonly cascade: CascadeDetail; readonly all: CascadeDevice[] | null }) {
  const t = useTranslations();
  const { cascade, all } = props;
  const pages = useKeysetPages();
  const list = useQuery({
    ...useTRPC().cascade.devices.queryOptions(toListCascadeDevices(cascade.id, pages.cursor)),
    placeholderData: keepPreviousData,
    refetchInterval: cascade.status === "running" ? pollIntervalMs : false,
  });
  return (
    <QueryView
      query={list}
      failure={t("common.theDevicesCouldNotBe")}
      skeleton={
        <TableSkeleton
          label={t("common.devices")}
          columns={[t("common.device"), t("change.switched"), t("change.after")]}
        />
      }
      empty={null}
      pageGone={<PageGone onFirstPage={pages.toFirst}>{t("change.theLinkBelongsToAnother")}</PageGone>}
    >
      {({ items, total, nextCursor }) => (
        <section aria-labelledby="devices-of-receipt" className="mt-6">
          <h2 id="devices-of-receipt" className="mb-2 text-sm font-semibold">
            {t("common.devices")}
          </h2>
          <ReceiptDevicesTable devices={all ?? items} cascade={cascade} busy={list.isPlaceholderData} />
          {all === null && (
            <Pagination
              noun="device"
              total={total}
              shown={items.length}
              busy={list.isPlaceholderData}
              onPrevious={pages.previous}
              onNext={nextCursor === null ? null : () => pages.next(nextCursor)}
            />
          )}
        </section>
      )}
    </QueryView>
  );
}

const switched = (t: Translate) =>
  ({
    deactivate: t("change.switchedOff"),
    reactivate: t("change.switchedOn"),
    delete: t("change.switchedOff"),
  }) as const;

interface ReceiptDevicesTableProps {
  readonly devices: readonly CascadeDevice[];
  readonly cascade: CascadeDetail;
  readonly busy: boolean;
}

/** One row a device: which, when, and how long after the request. */
function ReceiptDevicesTable({ devices, cascade, busy }: ReceiptDevicesTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("common.devices")} busy={busy} titleWidth="40%">
      <TableHead>
        <TableHeading kind="title">{t("common.device")}</TableHeading>
        <TableHeading>{switched(t)[cascade.kind]}</TableHeading>
        <TableHeading align="end">{t("change.afterTheRequest")}</TableHeading>
      </TableHead>
      <TableBody>
        {devices.map(({ deviceId, name, publicKey, addresses, switchedAt }) => (
          <TableRow key={deviceId}>
            <TableCell label={t("common.device")} kind="title">
              <span className="block truncate font-medium" title={name ?? deviceId}>
                {name ?? (
                  <>
                    {t.rich("change.aRemovedDevice", {
                      shortId: shortId(deviceId),
                      part: (chunks) => <span className="font-mono text-xs font-normal">{chunks}</span>,
                    })}
                  </>
                )}
              </span>
              {publicKey !== null && (
                <code className="block font-mono text-xs wrap-anywhere text-ink-muted">{publicKey}</code>
              )}
              <code className="block font-mono text-xs wrap-anywhere text-ink-muted">
                {addresses.length > 0 ? addresses.join(", ") : deviceId}
              </code>
            </TableCell>
            <TableCell label={switched(t)[cascade.kind]}>
              <ExactTimestamp at={switchedAt} />
            </TableCell>
            <TableCell label={t("change.afterTheRequest")} align="end">
              {duration(t, Math.max(0, Date.parse(switchedAt) - Date.parse(cascade.requestedAt)))}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
