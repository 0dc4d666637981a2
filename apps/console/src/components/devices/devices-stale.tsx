"use client";

import { describeApiError } from "#components/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

export interface DevicesStaleProps {
  readonly error: unknown;
  readonly asOf: number;
  readonly retrying: boolean;
  readonly onRetry: () => void;
}

/** Rows stand there, but they are old: asking again failed. */
export function DevicesStale({ error, asOf, retrying, onRetry }: DevicesStaleProps) {
  return (
    <div role="alert" className="mb-3">
      <Callout tone="warning">
        <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span>
            {describeApiError(error).message} This list is from <RelativeTime at={asOf} />.
          </span>
          <Button size="sm" busy={retrying} onClick={onRetry}>
            Retry
          </Button>
        </span>
      </Callout>
    </div>
  );
}
