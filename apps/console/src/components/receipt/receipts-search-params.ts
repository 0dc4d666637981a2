import type { ListCascades } from "@portcullis/domain/cascade";
import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { keysetPages } from "#components/ui/keyset-pages.ts";

const statuses = ["running", "done", "superseded", "failed"] as const satisfies ListCascades["status"];

/** The state of the list of receipts, in its URL. */
export const receiptsSearchParams = { status: parseAsStringLiteral(statuses), pages: keysetPages };
export type ReceiptsSearch = inferParserType<typeof receiptsSearchParams>;

export const loadReceiptsSearch = createLoader(receiptsSearchParams);

/** What the API is asked for. */
export function toListCascades({ status, pages }: ReceiptsSearch): ListCascades {
  const cursor = pages.at(-1);
  return { limit: 50, ...(status && { status: [status] }), ...(cursor && { cursor }) };
}
