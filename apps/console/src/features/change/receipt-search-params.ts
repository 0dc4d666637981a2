import type { ListCascadeDevices } from "@portcullis/domain/cascade";
import { createLoader } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

export const loadReceiptPages = createLoader({ pages: keysetPages });

/** What the API is asked for; without a cursor, the first page. */
export function toListCascadeDevices(id: string, cursor: string | undefined): ListCascadeDevices {
  return { id, limit: 50, ...(cursor && { cursor }) };
}
