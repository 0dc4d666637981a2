"use client";

import type { SendingInvitations } from "@portcullis/domain/invitation-run";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { stoppedSentence, stopSentence } from "./sending-text.ts";

export interface StopSendingDialogProps {
  readonly sending: NonNullable<SendingInvitations>;
  readonly onClose: () => void;
}

/** Says who gets no invitation then, and stops sending them. */
export function StopSendingDialog({ sending, onClose }: StopSendingDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const stop = useMutation(
    trpc.invitation.stopSending.mutationOptions({
      onSuccess: async ({ stopped }) => {
        showToast({ message: stoppedSentence(stopped) });
        void queryClient.invalidateQueries({ queryKey: trpc.audit.pathKey() });
        await queryClient.invalidateQueries(trpc.invitation.sending.queryFilter());
        onClose();
      },
    }),
  );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Stop sending invitations"
      description={stopSentence(sending)}
      busy={stop.isPending}
      error={stop.error ? describeApiError(stop.error).message : undefined}
      action={{ label: "Stop sending", onAction: () => stop.mutate({}) }}
    />
  );
}
