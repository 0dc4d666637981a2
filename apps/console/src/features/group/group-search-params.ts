import type { ListGroups } from "@portcullis/domain/group";
import type { ListUsers, UserFilter } from "@portcullis/domain/user/user";
import { createLoader, type inferParserType, parseAsString } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** The state of the groups page, and of a group's members, in the URL: one reading for server and browser. */
export const groupSearchParams = { q: parseAsString.withDefault(""), pages: keysetPages };
export type GroupSearch = inferParserType<typeof groupSearchParams>;

export const loadGroupSearch = createLoader(groupSearchParams);

const searched = ({ q }: GroupSearch) => (q.trim() ? { search: q.trim().slice(0, 100) } : {});
const shownPage = ({ pages }: GroupSearch) => {
  const cursor = pages.at(-1);
  return { ...(cursor && { cursor }), limit: 50 };
};

/** What the API is asked for. */
export const toListGroups = (search: GroupSearch): ListGroups => ({ ...searched(search), ...shownPage(search) });

/** Whom the list of members has on all its pages. */
export const toMemberFilter = (groupId: string, search: GroupSearch): UserFilter => ({ groupId, ...searched(search) });

export const toListMembers = (groupId: string, search: GroupSearch): ListUsers => ({
  ...toMemberFilter(groupId, search),
  ...shownPage(search),
  sort: "name",
  direction: "asc",
});
