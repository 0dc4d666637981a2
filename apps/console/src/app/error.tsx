"use client";

import { errorDigest } from "#ui/feedback/error-digest.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        heading="h1"
        title="This page could not be shown"
        message="Something failed on our side. Nothing you did is lost; try again."
        requestId={errorDigest(error)}
        onRetry={retry}
      />
    </main>
  );
}
