import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import { type ConnectionsOverTime, columnHours } from "@portcullis/domain/overview";
import { spanLabel } from "#features/device/span-label.ts";

/** "12 devices". */
export const deviceCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}`;

/** The plot of connections in a sentence: the lowest and the highest column, and the one that is not over. */
export function connectionsSummary({ columns, exact }: ConnectionsOverTime, span: ConnectionSpan): string {
  const counts = columns.map(({ devices }) => devices);
  const [lowest, highest] = [Math.min(...counts), Math.max(...counts)];
  const each = columnHours[span] === 1 ? "each hour" : `every ${columnHours[span]} hours`;
  const range =
    lowest === highest ? deviceCount(highest) : `Between ${lowest.toLocaleString("en")} and ${deviceCount(highest)}`;
  const left = exact ? "" : " Some of very many connections are left out.";
  return `${range} in ${each} of the ${spanLabel(span)}, ${deviceCount(counts.at(-1) ?? 0)} so far in the newest.${left}`;
}
