"use client";

import type { SendingInvitations as Sending } from "@portcullis/domain/invitation-run";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Progress } from "#ui/feedback/loading.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { ExactTimestamp, useNow } from "#ui/time.tsx";
import { isSendingIdle, sendingNotes, sendingSentence, stoppedSentence, stopSentence } from "./sending-text.ts";

/** Milliseconds between two looks: while mails go out, and while none do. */
const pollIntervalMs = { sending: 5_000, otherwise: 60_000 };

/** How far the invitations of an import are, and the way to stop them; nothing while none are sent. */
export function SendingInvitations() {
  const t = useTranslations();
  const me = useMe();
  const now = useNow();
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const { data: sending } = useQuery({
    ...useTRPC().invitation.sending.queryOptions(),
    enabled: me.permissions.includes("user:invite"),
    refetchInterval: ({ state }) => (state.data ? pollIntervalMs.sending : pollIntervalMs.otherwise),
  });
  if (!sending) return null;
  const { total, waiting, pausedUntil, idleSince } = sending;
  return (
    <section
      aria-label={t("invitation.sendingInvitations")}
      className="mb-4 flex flex-wrap items-start gap-x-6 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm"
    >
      <div className="grid min-w-0 flex-1 basis-72 gap-2">
        <p>
          <strong className="font-semibold">{t("invitation.sendingInvitations2")}</strong>{" "}
          {sendingSentence(t, sending, now)}
        </p>
        <Progress label={t("invitation.invitationsDealtWith")} value={total - waiting} max={total} />
        <ul className="grid gap-1 text-ink-muted empty:hidden">
          {pausedUntil && Date.parse(pausedUntil) > now && (
            <li>{t.rich("invitation.theMailsOfThisHour", { time: () => <ExactTimestamp at={pausedUntil} /> })}</li>
          )}
          {isSendingIdle(sending, now) && (
            <li className="text-warning-ink">
              {t.rich("invitation.noneWasSentSinceAsk", { time: () => <ExactTimestamp at={idleSince} /> })}
            </li>
          )}
          {sendingNotes(t, sending).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
      <Button size="sm" onClick={() => setIsDialogOpen(true)}>
        {t("invitation.stopSending")}
      </Button>
      {isDialogOpen && <StopSendingDialog sending={sending} onClose={() => setIsDialogOpen(false)} />}
    </section>
  );
}

interface StopSendingDialogProps {
  readonly sending: NonNullable<Sending>;
  readonly onClose: () => void;
}

/** Says who gets no invitation then, and stops sending them. */
function StopSendingDialog({ sending, onClose }: StopSendingDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const stop = useMutation(
    trpc.invitation.stopSending.mutationOptions({
      onSuccess: async ({ stopped }) => {
        showToast({ message: stoppedSentence(t, stopped) });
        await invalidate(queryClient, { nouns: ["invitation"] });
        onClose();
      },
    }),
  );
  return (
    <AlertDialog
      onClose={onClose}
      title={t("invitation.stopSendingInvitations")}
      description={stopSentence(t, sending)}
      busy={stop.isPending}
      error={stop.error ? describeApiError(stop.error).message : undefined}
      action={{ label: t("invitation.stopSending"), onAction: () => stop.mutate({}) }}
    />
  );
}
