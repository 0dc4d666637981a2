"use client";

import { type BulkMember, type BulkOperation, type BulkResult, bulkVerbs } from "@portcullis/domain/bulk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { LinkTabs } from "#ui/link-tabs.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { PageGone, Pagination, useKeysetPages } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { resultsSearchParams, shownOutcomes, toListResults } from "./bulk-search-params.ts";
import { outcomeCounts, outcomeVariants, resultReason } from "./bulk-text.ts";

/** What became of each member: a tab for each outcome, and pages. */
export function OperationResults({ operation }: { readonly operation: BulkOperation }) {
  const t = useTranslations();
  const [search] = useQueryStates(resultsSearchParams);
  const pages = useKeysetPages();
  const member = bulkVerbs[operation.action.verb];
  const results = useQuery({
    ...useTRPC().bulk.results.queryOptions(toListResults(operation.id, search)),
    placeholderData: keepPreviousData,
  });
  const counts = outcomeCounts(operation);
  const base = `/changes/bulk/${operation.id}`;
  const columns = [t("common.name"), t("bulk.result"), t("common.reason"), t("bulk.when"), t("common.receipt")];
  return (
    <section aria-labelledby="results" className="mt-6">
      <h2 id="results" className="text-sm font-semibold">
        {t("bulk.results")}
      </h2>
      <div className="mb-3 border-b border-line">
        <LinkTabs
          label={t("bulk.results")}
          tabs={[
            { href: base, label: t("bulk.all"), count: operation.total, current: search.outcome === null },
            ...shownOutcomes
              .filter((outcome) => counts[outcome] > 0 || search.outcome === outcome)
              .map((outcome) => ({
                href: `${base}?outcome=${outcome}`,
                label: outcomeVariants(t)[outcome].label,
                count: counts[outcome],
                current: search.outcome === outcome,
              })),
          ]}
        />
      </div>
      <QueryView
        query={results}
        failure={t("bulk.theResultsCouldNotBe")}
        skeleton={<TableSkeleton label={t("bulk.results")} columns={columns} />}
        empty={<EmptyState icon={<ListChecks />} title={t("bulk.nothingHasThisResult")} />}
        pageGone={<PageGone onFirstPage={pages.toFirst}>{t("bulk.theLinkBelongsToOther")}</PageGone>}
      >
        {({ items, total, nextCursor }) => (
          <>
            <ResultsTable results={items} member={member} busy={results.isPlaceholderData} />
            <Pagination
              noun={member === "user" ? "person" : "device"}
              total={total}
              shown={items.length}
              busy={results.isFetching}
              onPrevious={pages.previous}
              onNext={nextCursor === null ? null : () => pages.next(nextCursor)}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}

interface ResultsTableProps {
  readonly results: readonly BulkResult[];
  readonly member: BulkMember;
  readonly busy: boolean;
}

function ResultsTable({ results, member, busy }: ResultsTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("bulk.results")} busy={busy} titleWidth="32%">
      <TableHead>
        <TableHeading kind="title">{t("common.name")}</TableHeading>
        <TableHeading>{t("bulk.result")}</TableHeading>
        <TableHeading>{t("common.reason")}</TableHeading>
        <TableHeading from="md">{t("bulk.when")}</TableHeading>
        <TableHeading>{t("common.receipt")}</TableHeading>
      </TableHead>
      <TableBody>
        {results.map((result) => (
          <ResultRow key={result.id} result={result} member={member} />
        ))}
      </TableBody>
    </Table>
  );
}

function ResultRow({ result, member }: { readonly result: BulkResult; readonly member: BulkMember }) {
  const t = useTranslations();
  const { id, name, email, outcome, expected, at, changeId } = result;
  const { tone, label } = outcomeVariants(t)[outcome ?? "waiting"];
  const reason = resultReason(t, result);
  const none = <span className="text-ink-faint">–</span>;
  return (
    <TableRow>
      <TableCell label={t("common.name")} kind="title">
        {name === null ? (
          <span className="text-ink-muted">{t(`bulk.gone.${member}`)}</span>
        ) : (
          <PageLink href={member === "user" ? `/users/${id}` : `/devices/${id}`} className="block truncate font-medium">
            {name}
          </PageLink>
        )}
        {email !== null && email !== name && <span className="block truncate text-xs text-ink-muted">{email}</span>}
      </TableCell>
      <TableCell label={t("bulk.result")}>
        <Status tone={tone}>{label}</Status>
        {outcome === null && (
          <span className="block pl-4 text-xs text-ink-muted">{t(`bulk.expected.${expected}`)}</span>
        )}
      </TableCell>
      <TableCell label={t("common.reason")} className="text-ink-muted">
        {reason ?? none}
      </TableCell>
      <TableCell label={t("bulk.when")} from="md" card="shown">
        {at === null ? none : <RelativeTime at={at} />}
      </TableCell>
      <TableCell label={t("common.receipt")}>
        {changeId === null ? (
          none
        ) : (
          <PageLink href={`/changes/${changeId}`} className="text-accent-ink hover:underline">
            {t("common.receipt")}
          </PageLink>
        )}
      </TableCell>
    </TableRow>
  );
}
