import type { Total } from "@portcullis/domain/page";

/** A count in words; a lower bound says so. */
export const totalText = ({ count, exact }: Total) => `${count.toLocaleString("en")}${exact ? "" : "+"}`;
