"use client";

import { exactTime } from "./exact-time.ts";
import { useTimeZone } from "./use-time-zone.ts";

/** A moment to the second in the reader's time zone, for what is printed or kept. */
export function ExactTimestamp({ at }: { readonly at: Date }) {
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <time dateTime={at.toISOString()} className="tabular-nums">
      {exactTime(at, timeZone)}
    </time>
  );
}
