"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { changeStates } from "@portcullis/domain/change-state";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
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
import { type ChangesSearch, changesSearchParams, toListCascades } from "./changes-search-params.ts";

const options = (t: Translate) => [
  { value: "any" as const, label: t("common.anyStatus") },
  ...changeStates.map((value) => ({ value, label: changeVariants(t)[value].label })),
];

function useChanges(search: ChangesSearch) {
  return useQuery({
    ...useTRPC().cascade.list.queryOptions(toListCascades(search)),
    placeholderData: keepPreviousData,
  });
}

/** The tenant's lifecycle changes, newest first. */
export function ChangesView() {
  const t = useTranslations();
  const [search, setSearch] = useQueryStates(changesSearchParams, { history: "push" });
  const list = useChanges(search);
  return (
    <>
      <Select
        label={t("common.status")}
        className="mb-3 w-full sm:w-44"
        value={search.state ?? "any"}
        options={options(t)}
        onValueChange={(state) => void setSearch({ state: state === "any" ? null : state, pages: [] })}
      />
      <Changes
        list={list}
        onFirstPage={() => void setSearch({ pages: [] })}
        onPrevious={search.pages.length > 0 ? () => void setSearch({ pages: search.pages.slice(0, -1) }) : null}
        onNext={(cursor) => void setSearch({ pages: nextPages(search.pages, cursor) })}
      />
    </>
  );
}

function Changes(props: {
  list: ReturnType<typeof useChanges>;
  onFirstPage: () => void;
  onPrevious: (() => void) | null;
  onNext: (cursor: string) => void;
}) {
  const t = useTranslations();
  const { list, onFirstPage, onPrevious, onNext } = props;
  return (
    <QueryView
      query={list}
      failure={t("change.theChangesCouldNotBe")}
      skeleton={
        <TableSkeleton
          label={t("common.changes")}
          columns={[t("change.change"), t("common.status"), t("common.devices"), t("change.requested")]}
        />
      }
      empty={
        <EmptyState icon={<ReceiptText />} title={t("change.noChangesHere")}>
          {t("change.deactivatingReactivatingOrDeletingSomebody")}
        </EmptyState>
      }
      pageGone={<PageGone onFirstPage={onFirstPage}>{t("change.theLinkBelongsToAnother2")}</PageGone>}
    >
      {({ items, total, nextCursor }) => (
        <>
          <ChangesTable cascades={items} busy={list.isPlaceholderData} />
          <Pagination
            noun="change"
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

interface ChangesTableProps {
  readonly cascades: readonly CascadeDetail[];
  readonly busy: boolean;
}

/** One row a lifecycle change: of whom, how far, by whom, how fast. */
function ChangesTable({ cascades, busy }: ChangesTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("common.changes")} busy={busy} titleWidth="34%">
      <TableHead>
        <TableHeading kind="title">{t("change.change")}</TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading align="end">{t("common.devices")}</TableHeading>
        <TableHeading from="md">{t("change.requestedBy")}</TableHeading>
        <TableHeading>{t("change.requested")}</TableHeading>
        <TableHeading align="end" from="lg">
          {t("change.totalTime")}
        </TableHeading>
      </TableHead>
      <TableBody>
        {cascades.map((cascade) => (
          <ChangeRow key={cascade.id} cascade={cascade} />
        ))}
      </TableBody>
    </Table>
  );
}

function ChangeRow({ cascade }: { readonly cascade: CascadeDetail }) {
  const t = useTranslations();
  const { id, kind, state, user, requestedBy, reason, devicesDone, devicesTotal, elapsedMs } = cascade;
  return (
    <TableRow href={`/changes/${id}`}>
      <TableCell label={t("change.change")} kind="title">
        <PageLink href={`/changes/${id}`} className="block truncate font-medium">
          {t("change.of5", {
            change: cascadeNames(t)[kind],
            name: user ? displayName(user) : t("common.aDeletedPerson"),
          })}
        </PageLink>
        {user && <span className="block truncate text-xs text-ink-muted">{user.email}</span>}
        {reason && <span className="block truncate text-xs text-ink-muted">{reason}</span>}
      </TableCell>
      <TableCell label={t("common.status")}>
        <CascadeStatus state={state} />
      </TableCell>
      <TableCell label={t("common.devices")} align="end">
        <span>
          {devicesDone.toLocaleString("en")}
          <span className="text-ink-faint"> {t("change.of7", { devicesTotal })}</span>
        </span>
      </TableCell>
      <TableCell label={t("change.requestedBy")} from="md" card="shown">
        {requestedBy ? (requestedBy.name ?? t("common.aDeletedPerson")) : t("change.theOperator")}
      </TableCell>
      <TableCell label={t("change.requested")}>
        <RelativeTime at={cascade.requestedAt} />
      </TableCell>
      <TableCell label={t("change.totalTime")} align="end" from="lg" card="shown">
        {elapsedMs === null ? <span className="text-ink-faint">–</span> : duration(t, elapsedMs)}
      </TableCell>
    </TableRow>
  );
}
