import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { customType, integer, uuid } from "drizzle-orm/pg-core";

/**
 * Read as RFC 3339 by every pool (`readTimestamp`). Milliseconds, as on the wire: finer ones would make every `ifUpdatedAt` stale
 * and let keysets skip rows.
 */
export const timestamptz = customType<{ data: Timestamp }>({ dataType: () => "timestamp (3) with time zone" });

/** Compared byte by byte, so that a prefix is a range, which is leakproof and can use an index under row-level security. */
export const binaryText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * A dotted version as numbers, which compare as versions do ("15.10" is above "15.9"); zeros at its end say nothing. For
 * text that keeps to the domain's `osVersion`.
 */
export const versionKey = (name: string, of: string) =>
  integer(name)
    .array()
    .generatedAlwaysAs(sql.raw(`string_to_array(regexp_replace(${of}, '(\\.0+)+$', ''), '.')::integer[]`));

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Every tenant table begins with these; its primary key is `(tenant_id, id)`. */
export const tenantId = () => uuid("tenant_id").notNull();

export const createdAt = () => timestamptz("created_at").notNull().default(sql`now()`);
export const updatedAt = () => timestamptz("updated_at").notNull().default(sql`now()`);
