import type { ListSessions } from "@portcullis/domain/session";
import { createLoader, parseAsArrayOf, parseAsString } from "nuqs/server";

/** The cursors of the pages walked through; the last one is shown. */
export const sessionPages = { pages: parseAsArrayOf(parseAsString).withDefault([]) };

export const loadSessionPages = createLoader(sessionPages);

/** What the API is asked for. */
export function toListSessions(userId: string, pages: readonly string[]): ListSessions {
  const cursor = pages.at(-1);
  return { userId, limit: 50, ...(cursor && { cursor }) };
}
