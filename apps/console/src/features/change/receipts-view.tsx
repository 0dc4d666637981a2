"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { changeStates } from "@portcullis/domain/change-state";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { Select } from "#ui/form/select.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { PageGone, Pagination } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import { CascadeStatus } from "./cascade-progress.tsx";
import { cascadeNames, changeVariants } from "./change-text.ts";
import { type ReceiptsSearch, receiptsSearchParams, toListCascades } from "./receipts-search-params.ts";

const options = [
  { value: "any" as const, label: "Any status" },
  ...changeStates.map((value) => ({ value, label: changeVariants[value].label })),
];

function useReceipts(search: ReceiptsSearch) {
  return useQuery({
    ...useTRPC().cascade.list.queryOptions(toListCascades(search)),
    placeholderData: keepPreviousData,
  });
}

/** The tenant's lifecycle changes, newest first. */
export function ReceiptsView() {
  const [search, setSearch] = useQueryStates(receiptsSearchParams, { history: "push" });
  const list = useReceipts(search);
  return (
    <>
      <Select
        label="Status"
        className="mb-3 w-full sm:w-44"
        value={search.state ?? "any"}
        options={options}
        onValueChange={(state) => void setSearch({ state: state === "any" ? null : state, pages: [] })}
      />
      <Receipts
        list={list}
        onFirstPage={() => void setSearch({ pages: [] })}
        onPrevious={search.pages.length > 0 ? () => void setSearch({ pages: search.pages.slice(0, -1) }) : null}
        onNext={(cursor) => void setSearch({ pages: nextPages(search.pages, cursor) })}
      />
    </>
  );
}

function Receipts(props: {
  list: ReturnType<typeof useReceipts>;
  onFirstPage: () => void;
  onPrevious: (() => void) | null;
  onNext: (cursor: string) => void;
}) {
  const { list, onFirstPage, onPrevious, onNext } = props;
  return (
    <QueryView
      query={list}
      failure="The receipts could not be loaded"
      skeleton={<TableSkeleton label="Receipts" columns={["Change", "Status", "Devices", "Requested"]} />}
      empty={
        <EmptyState icon={<ReceiptText />} title="No receipts here">
          Deactivating, reactivating or deleting somebody leaves one.
        </EmptyState>
      }
      pageGone={<PageGone onFirstPage={onFirstPage}>The link belongs to another list.</PageGone>}
    >
      {({ items, total, nextCursor }) => (
        <>
          <ReceiptsTable cascades={items} busy={list.isPlaceholderData} />
          <Pagination
            noun="receipt"
            total={total}
            shown={items.length}
            busy={list.isFetching}
            onPrevious={onPrevious}
            onNext={nextCursor === null ? null : () => onNext(nextCursor)}
          />
        </>
      )}
    </QueryView>
  );
}

interface ReceiptsTableProps {
  readonly cascades: readonly CascadeDetail[];
  readonly busy: boolean;
}

/** One row a lifecycle change: of whom, how far, by whom, how fast. */
function ReceiptsTable({ cascades, busy }: ReceiptsTableProps) {
  return (
    <Table label="Receipts" busy={busy} titleWidth="34%">
      <TableHead>
        <TableHeading kind="title">Change</TableHeading>
        <TableHeading>Status</TableHeading>
        <TableHeading align="end">Devices</TableHeading>
        <TableHeading from="md">Requested by</TableHeading>
        <TableHeading>Requested</TableHeading>
        <TableHeading align="end" from="lg">
          Total time
        </TableHeading>
      </TableHead>
      <TableBody>
        {cascades.map((cascade) => (
          <ReceiptRow key={cascade.id} cascade={cascade} />
        ))}
      </TableBody>
    </Table>
  );
}

function ReceiptRow({ cascade }: { readonly cascade: CascadeDetail }) {
  const { id, kind, state, user, requestedBy, reason, devicesDone, devicesTotal, elapsedMs } = cascade;
  return (
    <TableRow href={`/cascades/${id}`}>
      <TableCell label="Change" kind="title">
        <PageLink href={`/cascades/${id}`} className="block truncate font-medium">
          {cascadeNames[kind]} of {user ? displayName(user) : "a deleted person"}
        </PageLink>
        {user && <span className="block truncate text-xs text-ink-muted">{user.email}</span>}
        {reason && <span className="block truncate text-xs text-ink-muted">{reason}</span>}
      </TableCell>
      <TableCell label="Status">
        <CascadeStatus state={state} />
      </TableCell>
      <TableCell label="Devices" align="end">
        <span>
          {devicesDone.toLocaleString("en")}
          <span className="text-ink-faint"> of {devicesTotal.toLocaleString("en")}</span>
        </span>
      </TableCell>
      <TableCell label="Requested by" from="md" card="shown">
        {requestedBy ? (requestedBy.name ?? "a deleted person") : "The operator"}
      </TableCell>
      <TableCell label="Requested">
        <RelativeTime at={cascade.requestedAt} />
      </TableCell>
      <TableCell label="Total time" align="end" from="lg" card="shown">
        {elapsedMs === null ? <span className="text-ink-faint">–</span> : duration(elapsedMs)}
      </TableCell>
    </TableRow>
  );
}
