"use client";

import { describeApiError } from "#components/api-error.ts";
import { QueryFailure } from "#components/query-failure.tsx";
import { PageGone } from "./page-gone.tsx";

export interface DevicesFailureProps {
  readonly error: unknown;
  readonly retrying: boolean;
  readonly onRetry: () => void;
  readonly onFirstPage: () => void;
}

/** The list could not be had at all. */
export function DevicesFailure({ onFirstPage, ...failure }: DevicesFailureProps) {
  if (describeApiError(failure.error).data.reason === "cursor_invalid") return <PageGone onFirstPage={onFirstPage} />;
  return <QueryFailure title="The devices could not be loaded" {...failure} />;
}
