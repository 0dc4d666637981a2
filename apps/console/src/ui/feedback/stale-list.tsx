"use client";

import { describeApiError } from "#trpc/api-error.ts";
import { Button } from "#ui/button.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Callout } from "./callout.tsx";

export interface StaleListProps {
  readonly error: unknown;
  readonly asOf: number;
  readonly retrying: boolean;
  readonly onRetry: () => void;
}

/** Rows stand there, but they are old: asking again failed. */
export function StaleList({ error, asOf, retrying, onRetry }: StaleListProps) {
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
