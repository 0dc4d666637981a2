import type { Figure } from "./figure.ts";
import { userGet } from "./user-get.ts";
import { usersPage } from "./users-page.ts";

/** Every figure by its name, in the order of the table. */
export const figures: Readonly<Record<string, Figure>> = {
  "user-get": userGet,
  "users-page": usersPage,
};
