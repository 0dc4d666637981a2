import { createHmac, timingSafeEqual } from "node:crypto";
import type { TenantTx } from "@portcullis/db/tenant";
import { badRequest } from "@portcullis/domain/errors";
import { type CountedPage, type Page, type Total, totalCap } from "@portcullis/domain/page";
import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { ServiceContext } from "./context.ts";

/** Where a page ended: the sort key of its last row, as text, and that row's id. */
const position = z.tuple([z.string(), z.uuid()]);
export type Position = z.infer<typeof position>;

/** What a cursor belongs to: the list, with everything that decides its order and content. */
export type ListScope = readonly unknown[];

const macBytes = 16;

/** Opaque, authenticated, and bound to tenant, list, sort and filters: it is of no use anywhere else. */
export function sealCursor(ctx: ServiceContext, scope: ListScope, at: Position): string {
  const payload = Buffer.from(JSON.stringify(at));
  return Buffer.concat([mac(ctx, scope, payload), payload]).toString("base64url");
}

/** @throws {DomainError} BAD_REQUEST `cursor_invalid` for a tampered, foreign or outdated one */
export function openCursor(ctx: ServiceContext, scope: ListScope, cursor: string): Position {
  const bytes = Buffer.from(cursor, "base64url");
  const payload = bytes.subarray(macBytes);
  const given = bytes.subarray(0, macBytes);
  // The decoder skips what is no base64url: without the first look, a cursor with something added would pass as ours.
  const isOurs =
    bytes.toString("base64url") === cursor &&
    given.length === macBytes &&
    timingSafeEqual(given, mac(ctx, scope, payload));
  if (!isOurs) throw badRequest("cursor_invalid", "This cursor does not belong to this list.", "cursor");
  return position.parse(JSON.parse(payload.toString()));
}

function mac(ctx: ServiceContext, scope: ListScope, payload: Buffer): Buffer {
  return createHmac("sha256", ctx.cursorKey)
    .update(JSON.stringify([ctx.principal.tenantId, ...scope]))
    .update("\0")
    .update(payload)
    .digest()
    .subarray(0, macBytes);
}

/** Rows to count at most: one more than the cap tells that there are more. */
export const countLimit = totalCap + 1;

/** How many rows match, counted no further than a list counts. */
export function countListed(tx: TenantTx, from: PgTable, isWanted: SQL | undefined): Promise<number> {
  return tx.$count(tx.select({ one: sql`1` }).from(from).where(isWanted).limit(countLimit).as("counted"));
}

/** A count that stopped at one more than `cap`, made honest. */
export function capTotal(counted: number, cap: number = totalCap): Total {
  return counted > cap ? { count: cap, exact: false } : { count: counted, exact: true };
}

/** Whether a filter leaves anything out. */
export const isNarrowing = (filter: object): boolean =>
  Object.values(filter).some((value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null,
  );

interface PageOf<Row, Item> {
  readonly limit: number;
  /** Where a row stands in the order. */
  readonly positionOf: (row: Row) => Position;
  /** Undefined for what has gone since it was found: it is left out, and the next page begins where it would have. */
  readonly toItem: (row: Row) => Item | undefined;
}

/** A page out of `limit + 1` rows: the one too many says that there is a next page and is left out. */
export function toPage<Row, Item>(
  ctx: ServiceContext,
  scope: ListScope,
  rows: readonly Row[],
  { limit, positionOf, toItem }: PageOf<Row, Item>,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? sealCursor(ctx, scope, positionOf(last)) : null;
  return { items: shown.map(toItem).filter((item) => item !== undefined), nextCursor };
}

/** `toPage` for a list that was counted with it, no further than `countLimit`. */
export function toCountedPage<Row, Item>(
  ctx: ServiceContext,
  scope: ListScope,
  rows: readonly Row[],
  of: PageOf<Row, Item> & { readonly counted: number },
): CountedPage<Item> {
  return { ...toPage(ctx, scope, rows, of), total: capTotal(of.counted) };
}
