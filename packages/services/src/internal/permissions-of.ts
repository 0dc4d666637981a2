import { knownPermissions } from "@portcullis/domain/permission";
import { type SQLWrapper, sql } from "drizzle-orm";

/** What a person holds by roles and groups; unknown permissions are dropped. Null for who is not there. */
export const permissionsOf = (tenantId: SQLWrapper, userId: SQLWrapper) =>
  sql`permissions_of(${tenantId}, ${userId})`.mapWith(knownPermissions);
