"use client";

import { useMutation } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps } from "./gateway-fields.ts";

export type RemoveGatewayDialogProps = GatewayDialogProps & { readonly onRemoved: () => void };

/** Asks before a gateway is removed. */
export function RemoveGatewayDialog({ gateway, onClose, onRemoved }: RemoveGatewayDialogProps) {
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const remove = useMutation({
    mutationFn: () => confirmed(() => client.gateway.remove.mutate({ id: gateway.id })),
    onSuccess: () => {
      showToast({ message: `${gateway.name} is removed`, tone: "success" });
      onRemoved();
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${gateway.name}`}
      description="Its agent is refused at once and receives no more changes: devices that are connected through it stay so for another five minutes, then it disconnects everybody."
      busy={remove.isPending}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: "Remove", onAction: () => remove.mutate() }}
    >
      <p className="text-sm text-ink-muted">
        Devices whose file names this gateway need a file that names another one. The audit log keeps that it was here.
      </p>
      {gateway.unconfirmed > 0 && (
        <Callout tone="warning">
          It has not confirmed {gateway.unconfirmed.toLocaleString("en")}{" "}
          {gateway.unconfirmed === 1 ? "change" : "changes"}. Removing it confirms nothing: they stay unconfirmed until
          somebody settles them by hand.
        </Callout>
      )}
      {confirmation}
    </AlertDialog>
  );
}
