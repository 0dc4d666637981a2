"use client";

import { useMutation } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { useOwnershipChanged } from "./use-ownership-changed.ts";

export interface EndOfferDialogProps {
  readonly title: string;
  readonly description: string;
  readonly label: string;
  readonly onClose: () => void;
}

/** Asks before an offer of ownership ends: taken back by the owner, or declined by the other. */
export function EndOfferDialog({ title, description, label, onClose }: EndOfferDialogProps) {
  const trpc = useTRPC();
  const onChanged = useOwnershipChanged();
  const end = useMutation(
    trpc.tenant.cancelOffer.mutationOptions({
      onSuccess: async () => {
        await onChanged();
        onClose();
      },
    }),
  );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      busy={end.isPending}
      error={end.error ? describeApiError(end.error).message : undefined}
      action={{ label, onAction: () => end.mutate({}) }}
    />
  );
}
