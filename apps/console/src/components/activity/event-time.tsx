"use client";

import { exactTime } from "#components/ui/exact-time.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { clockTime } from "./clock-time.ts";

/** The time of the day, under a heading that says the day; exact on hover. */
export function EventTime({ at, timeZone }: { readonly at: Date; readonly timeZone: string }) {
  return (
    <Tooltip label={() => exactTime(at, timeZone)}>
      <time dateTime={at.toISOString()} className="text-xs/5 whitespace-nowrap text-ink-muted tabular-nums">
        {clockTime(at, timeZone)}
      </time>
    </Tooltip>
  );
}
