"use client";

import { useMutation } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { CopyButton } from "#ui/button.tsx";
import { CodeBox } from "#ui/code-box.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps, GatewayRef } from "./gateway-fields.ts";
import { gatewayName, shutCommand } from "./gateway-text.ts";

const words = {
  close: {
    title: "Close",
    done: "is closed",
    consequence:
      "No device can connect through it until somebody opens it again. A running agent disconnects everybody at once; one that does not answer does so when it reaches the console again.",
  },
  open: {
    title: "Open",
    done: "is open",
    consequence: "Devices that may connect can use it again at once.",
  },
} as const;

type CloseGatewayDialogProps = GatewayDialogProps<GatewayRef> & { readonly action: "close" | "open" };

/** Asks before nobody, or everybody again, is let through a gateway. */
export function CloseGatewayDialog({ gateway, action, onClose }: CloseGatewayDialogProps) {
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const { title, done, consequence } = words[action];
  const name = gatewayName(gateway);
  const change = useMutation({
    mutationFn: () => confirmed(() => client.gateway[action].mutate({ id: gateway.id })),
    onSuccess: () => {
      showToast({ message: `${name} ${done}` });
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${title} ${name}`}
      description={consequence}
      busy={change.isPending}
      error={change.error ? describeApiError(change.error).message : undefined}
      action={{ label: title, onAction: () => change.mutate(), variant: action === "open" ? "primary" : "danger" }}
    >
      {action === "close" && <ShutCommand />}
      {confirmation}
    </AlertDialog>
  );
}

/** The command for a gateway whose agent does not answer. */
export function ShutCommand() {
  return (
    <CodeBox
      label="Command that shuts the gateway"
      title="If its agent does not answer: on its host, as root"
      text={shutCommand}
      actions={<CopyButton value={shutCommand} label="Copy the command" />}
    />
  );
}
