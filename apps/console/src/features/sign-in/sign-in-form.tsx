"use client";

import { useState } from "react";
import type { Attempt } from "./attempt.ts";
import { PasswordStep } from "./password-step.tsx";
import { SecondStep } from "./second-step.tsx";
import type { Credentials } from "./session-requests.ts";
import { rememberTenant, returnPath } from "./sign-in-state.ts";

/** The password, then what is asked for besides it; or a passkey, which is both. Ends where the person wanted to go. */
export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const [proved, setProved] = useState<Credentials | null>(null);
  const [typed, setTyped] = useState({ tenant: "", email: "" });

  /** Goes on to the page where an attempt has opened a session, and hands it back. */
  function leaveIfIn(attempt: Attempt, tenant?: string): Attempt {
    if (!attempt.leaving) return attempt;
    if (tenant !== undefined) rememberTenant(tenant);
    window.location.assign(returnPath(callbackUrl, window.location.origin));
    return attempt;
  }

  function back() {
    if (proved) setTyped({ tenant: proved.tenant, email: proved.email });
    setProved(null);
  }

  return proved ? (
    <SecondStep credentials={proved} leaveIfIn={leaveIfIn} onBack={back} />
  ) : (
    <PasswordStep typed={typed} leaveIfIn={leaveIfIn} onProved={setProved} />
  );
}
