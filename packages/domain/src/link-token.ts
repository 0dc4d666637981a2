import { z } from "zod";

/** The secret of a link: a tenant's id and 256 random bits. One that lost a letter on the way is refused before any query. */
export const linkToken = z
  .string()
  .regex(/^[\w-]{64}$/, "This link is incomplete. Open the whole link that you were sent.");
