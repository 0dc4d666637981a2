"use client";

import { useMutation } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { useOwnershipChanged } from "./use-ownership-changed.ts";

export interface AcceptOwnershipDialogProps {
  /** Name of the owner. */
  readonly by: string;
  /** Name of the tenant. */
  readonly tenant: string;
  readonly onClose: () => void;
}

/** Says what taking over means, and does it. */
export function AcceptOwnershipDialog({ by, tenant, onClose }: AcceptOwnershipDialogProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const accept = useMutation({
    mutationFn: () => confirmed(() => client.tenant.acceptOwnership.mutate({})),
    onSuccess: async () => {
      showToast({ message: `You own ${tenant} now`, tone: "success" });
      await onChanged();
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Take over the ownership of ${tenant}`}
      description={`You may do everything from then on, and nobody can deactivate, delete or demote you. ${by} becomes an administrator. Only you can hand it on.`}
      busy={accept.isPending}
      error={accept.error ? describeApiError(accept.error).message : undefined}
      action={{ label: "Take over", variant: "primary", onAction: () => accept.mutate() }}
    >
      {confirmation}
    </AlertDialog>
  );
}
