import { z } from "zod";

export const pageSizeMax = 100;
export const pageSizeDefault = 50;

/** Totals are exact up to here; beyond, counting costs more than the page. */
export const totalCap = 10_000;

/** What every list takes: an opaque cursor from the answer before, and a size. */
export const pageInput = {
  cursor: z.string().max(1000).optional(),
  limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
};

/** `exact: false` says that `count` is a lower bound. */
export const total = z.strictObject({ count: z.int(), exact: z.boolean() });
export type Total = z.infer<typeof total>;

/** One page of a keyset list; `nextCursor` is null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable(), total });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null; total: Total };
