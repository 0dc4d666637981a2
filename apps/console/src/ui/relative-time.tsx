"use client";

import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { useNow } from "./clock.tsx";
import { exactTime } from "./exact-time.ts";
import { relativeTimeText } from "./relative-time-text.ts";

export type RelativeTimeProps = {
  at: Date | string | number | null;
  /** Said of null. */
  never?: string | undefined;
  /** Reached by Tab, so that a keyboard sees the exact time; leave off in long tables. */
  focusable?: boolean | undefined;
};

/** A moment, relative to now; exact, in the reader's time zone, on hover and focus. */
export function RelativeTime({ at, never = "Never", focusable = false }: RelativeTimeProps) {
  const now = useNow();
  if (at === null) return <span className="text-ink-faint">{never}</span>;
  const timestamp = new Date(at);
  return (
    <Tooltip label={() => exactTime(timestamp)}>
      <time
        dateTime={timestamp.toISOString()}
        {...(focusable ? { tabIndex: 0 } : {})}
        className="rounded-sm whitespace-nowrap tabular-nums"
      >
        {relativeTimeText(timestamp.getTime(), now)}
      </time>
    </Tooltip>
  );
}
