import { parseAsArrayOf, parseAsString } from "nuqs/server";

/** The cursors of the pages walked through, for a URL; the last one is shown. */
export const keysetPages = parseAsArrayOf(parseAsString).withDefault([]);

/** Cursors kept in the URL, about 130 characters each; a server takes some 16,000 in all. */
const auditLogMax = 40;

/** The audit log after a step forward; beyond its length, stepping back ends on the first page. */
export function nextPages(pages: readonly string[], cursor: string): string[] {
  return [...pages, cursor].slice(-auditLogMax);
}
