import type { ListGroups } from "@portcullis/domain/group";
import type { ListUsers } from "@portcullis/domain/user/user";
import { createLoader, type inferParserType, parseAsString } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** The state of the groups page, and of a group's members, in the URL: one reading for server and browser. */
export const groupSearchParams = { q: parseAsString.withDefault(""), pages: keysetPages };
export type GroupSearch = inferParserType<typeof groupSearchParams>;

export const loadGroupSearch = createLoader(groupSearchParams);

const common = ({ q, pages }: GroupSearch) => {
  const cursor = pages.at(-1);
  return { ...(q.trim() && { search: q.trim().slice(0, 100) }), ...(cursor && { cursor }), limit: 50 };
};

/** What the API is asked for. */
export const toListGroups = (search: GroupSearch): ListGroups => common(search);

export const toListMembers = (groupId: string, search: GroupSearch): ListUsers => ({
  groupId,
  sort: "name",
  direction: "asc",
  ...common(search),
});
