"use client";

import { useTranslations } from "use-intl";
import { errorDigest } from "#ui/feedback/error-digest.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations();
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        heading="h1"
        title={t("page.thisPageCouldNotBe")}
        message={t("page.somethingFailedOnOurSide")}
        requestId={errorDigest(error)}
        onRetry={retry}
      />
    </main>
  );
}
