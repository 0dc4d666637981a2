import type { ListCascadeDevices, ListCascades } from "@portcullis/domain/cascade";
import { changeStates } from "@portcullis/domain/change-state";
import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** The state of the list of changes, in its URL. */
export const changesSearchParams = { state: parseAsStringLiteral(changeStates), pages: keysetPages };
export type ChangesSearch = inferParserType<typeof changesSearchParams>;

export const loadChangesSearch = createLoader(changesSearchParams);

/** What the API is asked for. */
export function toListCascades({ state, pages }: ChangesSearch): ListCascades {
  const cursor = pages.at(-1);
  return { limit: 50, ...(state && { state: [state] }), ...(cursor && { cursor }) };
}

export const loadReceiptPages = createLoader({ pages: keysetPages });

/** What the API is asked for; without a cursor, the first page. */
export function toListCascadeDevices(id: string, cursor: string | undefined): ListCascadeDevices {
  return { id, limit: 50, ...(cursor && { cursor }) };
}
