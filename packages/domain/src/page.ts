import { z } from "zod";

export const pageSizeMax = 100;
export const pageSizeDefault = 50;

/** Totals are exact up to here where nobody asks further; beyond, counting costs more than the page. */
export const totalCap = 10_000;

/** Nobody asks further than this. */
export const countMax = 100_000;

/** What every list takes: an opaque cursor from the answer before, and a size. */
export const pageInput = {
  cursor: z.string().max(1000).optional(),
  limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
};

/** `exact: false` says that `count` is a lower bound. */
export const total = z.strictObject({ count: z.int(), exact: z.boolean() });
export type Total = z.infer<typeof total>;

/** What every count takes besides the filters of its list: how far to count at most; where more match, that is a lower bound. */
export const countInput = { upTo: z.int().min(1).max(countMax).default(totalCap) };

/** One page of a keyset list; `nextCursor` is null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A page of a list that is short enough to be counted with it; long ones are counted apart. */
export function countedPage<Item extends z.ZodType>(item: Item) {
  return page(item).extend({ total });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };
export type CountedPage<Item> = Page<Item> & { total: Total };
