"use client";

import type { BulkOperation } from "@portcullis/domain/bulk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { Select } from "#ui/form/select.tsx";
import { ButtonLink, PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { PageGone, Pagination } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { listedStatuses, operationsSearchParams, toListBulk } from "./bulk-search-params.ts";
import { operationTitle, personName, statusVariants } from "./bulk-text.ts";

/** The tenant's bulk operations, newest first. */
export function OperationsView() {
  const t = useTranslations();
  const [search, setSearch] = useQueryStates(operationsSearchParams, { history: "push" });
  const list = useQuery({
    ...useTRPC().bulk.list.queryOptions(toListBulk(search)),
    placeholderData: keepPreviousData,
  });
  const { pages } = search;
  return (
    <>
      <Select
        label={t("common.status")}
        className="mb-3 w-full sm:w-52"
        value={search.status ?? "any"}
        options={[
          { value: "any" as const, label: t("common.anyStatus") },
          ...listedStatuses.map((value) => ({ value, label: statusVariants(t)[value].label })),
        ]}
        onValueChange={(status) => void setSearch({ status: status === "any" ? null : status, pages: [] })}
      />
      <QueryView
        query={list}
        failure={t("bulk.theOperationsCouldNotBe")}
        skeleton={
          <TableSkeleton
            label={t("bulk.bulkOperations")}
            columns={[t("bulk.bulkOperation"), t("common.status"), t("bulk.changed"), t("change.requested")]}
          />
        }
        empty={
          <EmptyState
            icon={<ListChecks />}
            title={t("bulk.noBulkOperationsHere")}
            actions={
              <>
                <ButtonLink href="/users">{t("common.users")}</ButtonLink>
                <ButtonLink href="/devices">{t("common.devices")}</ButtonLink>
              </>
            }
          >
            {t("bulk.selectPeopleOrDevicesIn")}
          </EmptyState>
        }
        pageGone={
          <PageGone onFirstPage={() => void setSearch({ pages: [] })}>{t("change.theLinkBelongsToAnother2")}</PageGone>
        }
      >
        {({ items, total, nextCursor }) => (
          <>
            <OperationsTable operations={items} busy={list.isPlaceholderData} />
            <Pagination
              noun="bulkOperation"
              total={total}
              shown={items.length}
              busy={list.isFetching}
              onPrevious={pages.length > 0 ? () => void setSearch({ pages: pages.slice(0, -1) }) : null}
              onNext={nextCursor === null ? null : () => void setSearch({ pages: nextPages(pages, nextCursor) })}
            />
          </>
        )}
      </QueryView>
    </>
  );
}

interface OperationsTableProps {
  readonly operations: readonly BulkOperation[];
  readonly busy: boolean;
}

/** One row an operation: what, how far, of how many, by whom. */
function OperationsTable({ operations, busy }: OperationsTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("bulk.bulkOperations")} busy={busy} titleWidth="36%">
      <TableHead>
        <TableHeading kind="title">{t("bulk.bulkOperation")}</TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading align="end">{t("bulk.changed")}</TableHeading>
        <TableHeading from="md">{t("change.requestedBy")}</TableHeading>
        <TableHeading>{t("change.requested")}</TableHeading>
      </TableHead>
      <TableBody>
        {operations.map((operation) => {
          const { id, status, changed, total, requestedBy, requestedAt } = operation;
          const { tone, label } = statusVariants(t)[status];
          return (
            <TableRow key={id} href={`/changes/bulk/${id}`}>
              <TableCell label={t("bulk.bulkOperation")} kind="title">
                <PageLink href={`/changes/bulk/${id}`} className="block truncate font-medium">
                  {operationTitle(t, operation)}
                </PageLink>
              </TableCell>
              <TableCell label={t("common.status")}>
                <Status tone={tone} live={status === "running"}>
                  {label}
                </Status>
              </TableCell>
              <TableCell label={t("bulk.changed")} align="end">
                {t("bulk.of", { handled: changed, total })}
              </TableCell>
              <TableCell label={t("change.requestedBy")} from="md" card="shown">
                {personName(t, requestedBy)}
              </TableCell>
              <TableCell label={t("change.requested")}>
                <RelativeTime at={requestedAt} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
