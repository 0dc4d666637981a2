import { presences } from "@portcullis/domain/device/presence";
import { sortDirections, userConcerns, userSorts } from "@portcullis/domain/sort";
import { livingStatuses } from "@portcullis/domain/user/lifecycle";
import type { ListUsers, UserFilter } from "@portcullis/domain/user/user";
import { createLoader, type inferParserType, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** The whole state of the users page, in its URL: one reading for server and browser. */
export const userSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(livingStatuses)).withDefault([]),
  role: parseAsString,
  group: parseAsString,
  presence: parseAsStringLiteral(presences),
  concern: parseAsStringLiteral(userConcerns),
  sort: parseAsStringLiteral(userSorts).withDefault("name"),
  direction: parseAsStringLiteral(sortDirections).withDefault("asc"),
  pages: keysetPages,
};
export type UserSearch = inferParserType<typeof userSearchParams>;

export const loadUserSearch = createLoader(userSearchParams);

/** Whom the list has on all its pages. */
export function toUserFilter(search: UserSearch): UserFilter {
  return {
    ...(search.q.trim() && { search: search.q.trim().slice(0, 100) }),
    ...(search.status.length > 0 && { status: search.status }),
    ...(search.role && { roleId: search.role }),
    ...(search.group && { groupId: search.group }),
    ...(search.presence && { presence: search.presence }),
    ...(search.concern && { concern: search.concern }),
  };
}

/** What the API is asked for. */
export function toListUsers(search: UserSearch): ListUsers {
  const cursor = search.pages.at(-1);
  return {
    ...toUserFilter(search),
    ...(cursor && { cursor }),
    sort: search.sort,
    direction: search.direction,
    limit: 50,
  };
}
