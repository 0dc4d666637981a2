"use client";

import { describeApiError } from "#trpc/api-error.ts";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { NoSuchPage } from "./no-such-page.tsx";

export interface DevicesFailureProps {
  readonly error: unknown;
  readonly retrying: boolean;
  readonly onRetry: () => void;
  readonly onFirstPage: () => void;
}

/** The list could not be had at all. */
export function DevicesFailure({ onFirstPage, ...failure }: DevicesFailureProps) {
  if (describeApiError(failure.error).data.reason === "cursor_invalid") return <NoSuchPage onFirstPage={onFirstPage} />;
  return <QueryFailure title="The devices could not be loaded" {...failure} />;
}
