"use client";

import { useMutation } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import type { GatewayDialogProps } from "./gateway-dialog-props.ts";
import { GatewayToken } from "./gateway-token.tsx";
import { useRefreshGateways } from "./use-refresh-gateways.ts";

/** Asks before a gateway gets another token; then shows that, once. */
export function RotateTokenDialog({ gateway, onClose }: GatewayDialogProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const rotate = useMutation({
    mutationFn: () => confirmed(() => client.gateway.rotate.mutate({ id: gateway.id })),
    onSettled: useRefreshGateways(),
  });
  return (
    <AlertDialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={rotate.data ? `New token of ${gateway.name}` : `Rotate the token of ${gateway.name}`}
      description="The old token is refused at once. Until the agent has the new one it receives no changes: a device that loses access meanwhile stays connected through it. After five minutes without the new token it disconnects everybody."
      busy={rotate.isPending}
      error={rotate.error ? describeApiError(rotate.error).message : undefined}
      action={{ label: "Rotate token", onAction: () => rotate.mutate() }}
      outcome={rotate.data && <GatewayToken {...rotate.data} isNext />}
    >
      {confirmation}
    </AlertDialog>
  );
}
