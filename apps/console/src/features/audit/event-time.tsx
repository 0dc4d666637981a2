"use client";

import { clsx } from "clsx";
import { exactTime } from "#ui/exact-time.ts";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { useTimeZone } from "#ui/use-time-zone.ts";
import { clockTime } from "./clock-time.ts";

/** The time of the day, under a heading that says the day; exact on hover. Keeps its place until the reader's zone is known. */
export function EventTime({ at }: { readonly at: Date }) {
  const timeZone = useTimeZone();
  return (
    <Tooltip label={() => exactTime(at, timeZone)}>
      <time
        dateTime={at.toISOString()}
        className={clsx(
          "text-xs/5 whitespace-nowrap text-ink-muted tabular-nums",
          timeZone === undefined && "invisible",
        )}
      >
        {clockTime(at, timeZone ?? "UTC")}
      </time>
    </Tooltip>
  );
}
