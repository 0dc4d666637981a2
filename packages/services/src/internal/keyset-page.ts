import { type Page, type Total, totalCap } from "@portcullis/domain/page";
import type { ServiceContext } from "../context.ts";
import { type ListScope, type Position, sealCursor } from "./cursor.ts";

/** Rows to count at most: one more than the cap tells that there are more. */
export const countLimit = totalCap + 1;

/** A count that stopped at `countLimit`, made honest. */
export function capTotal(counted: number): Total {
  return counted > totalCap ? { count: totalCap, exact: false } : { count: counted, exact: true };
}

/**
 * A page out of `limit + 1` rows: the one too many says that there is a next page and is left out.
 * @param positionOf where a row stands in the order
 * @param toItem undefined for what has gone since it was found: it is left out, and the next page begins where it would have
 */
export function toPage<Row, Item>(
  ctx: ServiceContext,
  scope: ListScope,
  rows: readonly Row[],
  of: {
    limit: number;
    counted: number;
    /** How many there are, where they were counted beyond the cap. */
    exact?: number | undefined;
    positionOf: (row: Row) => Position;
    toItem: (row: Row) => Item | undefined;
  },
): Page<Item> {
  const shown = rows.slice(0, of.limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > of.limit && last ? sealCursor(ctx, scope, of.positionOf(last)) : null;
  const items = shown.map(of.toItem).filter((item) => item !== undefined);
  const total = of.exact === undefined ? capTotal(of.counted) : { count: of.exact, exact: true };
  return { items, nextCursor, total };
}
