import { z } from "zod";

/**
 * Ids are UUIDs (version 7, made by the application); anything else is refused before it reaches a query. In lower case, as
 * PostgreSQL prints them: rules compare them as text.
 */
export const id = z.uuid("Not a valid id.").toLowerCase();

/** A tenant's id, branded: a plain string cannot open a tenant's scope by accident. */
export type TenantId = string & { readonly __brand: "TenantId" };

/** Brands an id that came from the database or from an authenticated token. */
export function tenantId(value: string): TenantId {
  return id.parse(value) as TenantId;
}

/** The secret of a link: a tenant's id and 256 random bits. One that lost a letter on the way is refused before any query. */
export const linkToken = z
  .string()
  .regex(/^[\w-]{64}$/, "This link is incomplete. Open the whole link that you were sent.");
