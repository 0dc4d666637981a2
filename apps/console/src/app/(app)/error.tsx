"use client";

import { errorDigest } from "#ui/feedback/error-digest.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";

/** A page that failed, inside the frame: the navigation still works. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorState
      heading="h1"
      title="This page could not be shown"
      message="Something failed on our side. Nothing you did is lost; try again."
      requestId={errorDigest(error)}
      onRetry={retry}
    />
  );
}
