"use client";

import { describeApiError } from "#trpc/api-error.ts";
import { ErrorState } from "./error-state.tsx";
import { ForbiddenState } from "./forbidden-state.tsx";

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
