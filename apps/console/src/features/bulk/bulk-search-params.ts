import {
  type BulkStatus,
  bulkOutcomes,
  bulkStatuses,
  type listBulk,
  type listBulkResults,
} from "@portcullis/domain/bulk";
import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { z } from "zod";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** Those of operations that were started or asked for. */
export const listedStatuses = bulkStatuses.filter(
  (status): status is Exclude<BulkStatus, "preview"> => status !== "preview",
);

/** The state of the list of bulk operations, in its URL. */
export const operationsSearchParams = { status: parseAsStringLiteral(listedStatuses), pages: keysetPages };
type OperationsSearch = inferParserType<typeof operationsSearchParams>;
export const loadOperationsSearch = createLoader(operationsSearchParams);

/** What the API is asked for. */
export function toListBulk({ status, pages }: OperationsSearch): z.infer<typeof listBulk> {
  const cursor = pages.at(-1);
  return { limit: 50, ...(status && { status: [status] }), ...(cursor && { cursor }) };
}

/** In the order of their tabs; `waiting` are those whose turn has not come. */
export const shownOutcomes = [
  "changed",
  "unchanged",
  "refused",
  "left_alone",
  "failed",
  "cancelled",
  "waiting",
] as const;

/** The state of an operation's results, in the URL of its page. */
export const resultsSearchParams = {
  outcome: parseAsStringLiteral([...bulkOutcomes, "waiting"]),
  pages: keysetPages,
};
type ResultsSearch = inferParserType<typeof resultsSearchParams>;
export const loadResultsSearch = createLoader(resultsSearchParams);

/** What the API is asked for. */
export function toListResults(id: string, { outcome, pages }: ResultsSearch): z.infer<typeof listBulkResults> {
  const cursor = pages.at(-1);
  return { id, limit: 50, ...(outcome && { outcome: [outcome] }), ...(cursor && { cursor }) };
}
