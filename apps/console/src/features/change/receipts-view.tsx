"use client";

import { changeStates } from "@portcullis/domain/change-state";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useQueryStates } from "nuqs";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Select } from "#ui/form/select.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { PageGone } from "#ui/table/page-gone.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import { changeVariants } from "./change-variants.ts";
import { type ReceiptsSearch, receiptsSearchParams, toListCascades } from "./receipts-search-params.ts";
import { ReceiptsTable } from "./receipts-table.tsx";

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
  const page = list.data;
  if (!page) {
    if (!list.isError) return <TableSkeleton label="Receipts" columns={["Change", "Status", "Devices", "Requested"]} />;
    if (describeApiError(list.error).data.reason === "cursor_invalid") {
      return <PageGone onFirstPage={onFirstPage}>The link belongs to another list.</PageGone>;
    }
    const retry = { onRetry: () => void list.refetch(), retrying: list.isFetching };
    return <QueryFailure title="The receipts could not be loaded" error={list.error} {...retry} />;
  }
  if (page.items.length === 0) {
    return (
      <EmptyState icon={<ReceiptText />} title="No receipts here">
        Deactivating, reactivating or deleting somebody leaves one.
      </EmptyState>
    );
  }
  const { nextCursor } = page;
  return (
    <>
      <ReceiptsTable cascades={page.items} busy={list.isPlaceholderData} />
      <Pagination
        noun="receipt"
        total={page.total}
        shown={page.items.length}
        busy={list.isFetching}
        onPrevious={onPrevious}
        onNext={nextCursor === null ? null : () => onNext(nextCursor)}
      />
    </>
  );
}
