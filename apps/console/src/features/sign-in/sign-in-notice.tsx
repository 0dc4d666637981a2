"use client";

import { useCallback, useSyncExternalStore } from "react";
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
 * Why the last attempt did not succeed. One sentence for everything that could be wrong with the credentials, so that
 * nobody learns which tenants and people exist. Spoken when it changes, not with every second of the wait.
 */
export function SignInNotice({ notice, message, wait }: SignInNoticeProps) {
  return (
    <div role="alert" className="empty:hidden">
      {notice === "refused" && <Callout tone="danger">{message}</Callout>}
      {notice === "unavailable" && (
        <Callout tone="warning">
          The service does not answer at the moment. Nothing is wrong with your password: try again shortly.
        </Callout>
      )}
      {notice === "tenant_held" && (
        <Callout tone="warning">
          A backup was restored, and nobody but the owner of your organisation can sign in until they have looked at it.
        </Callout>
      )}
      {notice === "factor_resting" && (
        <Callout tone="warning">
          Too many wrong codes in a row: the authenticator app is not asked for now. Use a passkey or a recovery code,
          or try again later.
        </Callout>
      )}
      {notice === "throttled" &&
        (wait > 0 ? (
          <Callout tone="warning">Too many attempts. You can try again when the time on the button is over.</Callout>
        ) : (
          <Callout tone="accent">You can try again now.</Callout>
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
