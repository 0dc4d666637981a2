"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "#ui/feedback/callout.tsx";
import type { SignInFailure } from "./session-requests.ts";

export type SignInNoticeProps = {
  notice: Exclude<SignInFailure["kind"], "second_factor"> | null;
  /** What is not right where it was refused. */
  message: string;
  /** Seconds still to wait. */
  wait: number;
};

/**
 * Says why the last attempt failed, with one message for all wrong credentials, so that nobody learns which tenants and
 * people exist. Screen readers announce it when it changes, not with every second of the wait.
 */
export function SignInNotice({ notice, message, wait }: SignInNoticeProps) {
  const t = useTranslations();
  return (
    <div role="alert" className="empty:hidden">
      {notice === "refused" && <Callout tone="danger">{message}</Callout>}
      {notice === "unavailable" && <Callout tone="warning">{t("signIn.theServiceDoesNotAnswer")}</Callout>}
      {notice === "tenant_held" && <Callout tone="warning">{t("signIn.aBackupWasRestoredAnd")}</Callout>}
      {notice === "factor_resting" && <Callout tone="warning">{t("signIn.tooManyWrongCodesIn")}</Callout>}
      {notice === "throttled" &&
        (wait > 0 ? (
          <Callout tone="warning">{t("signIn.tooManyAttemptsYouCan")}</Callout>
        ) : (
          <Callout tone="accent">{t("signIn.youCanTryAgainNow")}</Callout>
        ))}
    </div>
  );
}

const noTime = () => 0;

/** Whole seconds until a moment (milliseconds since the epoch); 0 once it has passed, or without one. */
export function useCountdown(until: number | null): number {
  const subscribe = useCallback(
    (redraw: () => void) => {
      if (until === null) return () => {};
      const timer = setInterval(redraw, 250);
      return () => clearInterval(timer);
    },
    [until],
  );
  const left = () => (until === null ? 0 : Math.max(0, Math.ceil((until - Date.now()) / 1000)));
  return useSyncExternalStore(subscribe, left, noTime);
}

/** 75 → "1:15". */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What was typed into a field of a form. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
