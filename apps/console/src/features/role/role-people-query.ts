import type { ListUsers } from "@portcullis/domain/user/user";

/** How many holders the page of a role names; the rest is in the list of users. */
const named = 8;

/** Asked by page and panel alike. */
export const toRoleHolders = (roleId: string): ListUsers => ({ roleId, sort: "name", direction: "asc", limit: named });
