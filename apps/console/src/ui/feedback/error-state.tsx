"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { describeApiError } from "#trpc/client.ts";
import { Button, CopyButton } from "#ui/button.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { Callout } from "./callout.tsx";
import { ForbiddenState, StatePanel } from "./state-panel.tsx";

type ErrorStateProps = {
  /** What failed: "The users could not be loaded". */
  title: string;
  /** Why, and what to do, in a sentence. */
  message?: string | undefined;
  requestId?: string | null | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  heading?: "h1" | "h2" | undefined;
};

/** What failed, the number to quote, and Retry. */
export function ErrorState({ title, message, requestId, onRetry, retrying = false, heading }: ErrorStateProps) {
  return (
    <div role="alert">
      <StatePanel
        icon={<TriangleAlert className="text-danger" />}
        title={title}
        heading={heading}
        actions={
          onRetry && (
            <Button busy={retrying} onClick={onRetry}>
              <RotateCw aria-hidden="true" />
              Retry
            </Button>
          )
        }
      >
        {message}
        {requestId && (
          <span className="mt-2 flex items-center justify-center gap-1 text-xs">
            Request <code className="font-mono text-ink">{requestId}</code>
            <CopyButton value={requestId} label="Copy request id" />
          </span>
        )}
      </StatePanel>
    </div>
  );
}

/** A query that failed: what, why, the number to quote, and Retry; a missing permission is named. */
export function QueryFailure(props: { title: string; error: unknown; onRetry: () => void; retrying: boolean }) {
  const { message, data } = describeApiError(props.error);
  const permission = data.reason === "permission_missing" ? /[a-z]+:[a-z]+/.exec(message)?.[0] : undefined;
  if (permission) return <ForbiddenState title={props.title} permission={permission} />;
  return (
    <ErrorState
      title={props.title}
      message={message}
      requestId={data.requestId}
      onRetry={props.onRetry}
      retrying={props.retrying}
    />
  );
}

interface StaleListProps {
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
