"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SessionsOf } from "#features/session/sessions-of.tsx";
import { endSession, leaveAfter } from "#features/sign-in/session-requests.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { useMe } from "./use-me.ts";

/** Where one is signed in oneself. */
export function OwnSessions() {
  return <SessionsOf person={useMe()} isOwn actions={<SignOutEverywhere />} />;
}

/** Ends every session, this one too, and leads to the sign-in. */
function SignOutEverywhere() {
  const t = useTranslations();
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
        {t("account.signOutEverywhere")}
      </Button>
      <AlertDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t("account.signOutEverywhere")}
        description={t("account.everySessionOfYoursEnds")}
        busy={leave.isPending || leave.isSuccess}
        error={leave.isError ? describeApiError(leave.error).message : undefined}
        action={{ label: t("account.signOutEverywhere"), onAction: () => void leaveAfter(endAll).catch(() => {}) }}
      />
    </>
  );
}
