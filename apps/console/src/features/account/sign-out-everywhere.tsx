"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { endSession, leaveAfter } from "#features/sign-in/end-session.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";

/** Ends every session, this one too, and leads to the sign-in. */
export function SignOutEverywhere() {
  const trpc = useTRPC();
  const [asked, setAsked] = useState(false);
  const leave = useMutation(trpc.account.signOutEverywhere.mutationOptions());

  async function endAll() {
    await leave.mutateAsync();
    // The session is over; this takes the cookie away as well, which is worth nothing where it stays.
    await endSession().catch(() => {});
  }

  return (
    <>
      <Button variant="danger-quiet" onClick={() => setAsked(true)}>
        Sign out everywhere
      </Button>
      <AlertDialog
        open={asked}
        onOpenChange={setAsked}
        title="Sign out everywhere"
        description="Every session of yours ends now, this one too. Your devices stay connected."
        busy={leave.isPending || leave.isSuccess}
        error={leave.isError ? describeApiError(leave.error).message : undefined}
        action={{ label: "Sign out everywhere", onAction: () => void leaveAfter(endAll).catch(() => {}) }}
      />
    </>
  );
}
