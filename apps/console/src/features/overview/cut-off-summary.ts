import type { Overview } from "@portcullis/domain/overview";
import { duration } from "#features/change/duration.ts";
import { totalText } from "./total-text.ts";

type CutOff = Overview["cutOff"];

/** The plot of the time to cut-off in a sentence, with what it leaves out. */
export function cutOffSummary(overall: NonNullable<CutOff["overall"]>, unconfirmed: CutOff["unconfirmed"]): string {
  const { count, p50Ms, p95Ms } = overall;
  const changes = `${count.toLocaleString("en")} ${count === 1 ? "change" : "changes"} that every gateway confirmed`;
  const leftOut = unconfirmed.count > 0 ? ` Not in the plot: ${totalText(unconfirmed)} not confirmed.` : "";
  return `${changes}: half within ${duration(p50Ms)}, 95 % within ${duration(p95Ms)}.${leftOut} Strong: p50 of a day; faint: its p95.`;
}
