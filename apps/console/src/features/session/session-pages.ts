import type { ListSessions } from "@portcullis/domain/session";
import { createLoader } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

export const loadSessionPages = createLoader({ pages: keysetPages });

/** What the API is asked for; without a cursor, the first page. */
export function toListSessions(userId: string, cursor: string | undefined): ListSessions {
  return { userId, limit: 50, ...(cursor && { cursor }) };
}
