"use client";

import { useTranslations } from "use-intl";
import { errorDigest } from "#ui/feedback/error-digest.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";

/** A page that failed, inside the frame: the navigation still works. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations();
  return (
    <ErrorState
      heading="h1"
      title={t("page.thisPageCouldNotBe")}
      message={t("page.somethingFailedOnOurSide")}
      requestId={errorDigest(error)}
      onRetry={retry}
    />
  );
}
