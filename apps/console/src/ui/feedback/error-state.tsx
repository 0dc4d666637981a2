"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button, CopyButton } from "#ui/button.tsx";
import { StatePanel } from "./state-panel.tsx";

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
  const t = useTranslations();
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
              {t("common.retry")}
            </Button>
          )
        }
      >
        {message}
        {requestId && (
          <span className="mt-2 flex items-center justify-center gap-1 text-xs">
            {t.rich("ui.request", {
              requestId,
              code: (chunks) => <code className="font-mono text-ink">{chunks}</code>,
            })}
            <CopyButton value={requestId} label={t("ui.copyRequestId")} />
          </span>
        )}
      </StatePanel>
    </div>
  );
}
