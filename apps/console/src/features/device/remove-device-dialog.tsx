"use client";

import { useMutation } from "@tanstack/react-query";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";

export type RemoveDeviceDialogProps = DeviceDialogProps & {
  /** The milder way out, where it is one and allowed. */
  readonly onInstead: (() => void) | undefined;
  readonly onRemoved: () => void;
};

/** Asks before a device is removed for good. */
export function RemoveDeviceDialog({ device, isOwn, onClose, onInstead, onRemoved }: RemoveDeviceDialogProps) {
  const trpc = useTRPC();
  const invalidate = useInvalidate();
  const remove = useMutation(
    trpc.device.remove.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${device.name} is removed`, tone: "success" });
        onRemoved();
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const cutOff = device.active
    ? "It loses network access now and for good."
    : "It is off already and cannot come back.";
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${device.name}`}
      description={`${cutOff}${isOwn && device.active ? " This is your own device: if you are connected through it, you are cut off, too." : ""}`}
      busy={remove.isPending}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: "Remove", onAction: () => remove.mutate({ id: device.id }) }}
      alternative={
        onInstead && (
          <Button variant="ghost" disabled={remove.isPending} onClick={onInstead}>
            Deactivate instead
          </Button>
        )
      }
    >
      <p className="text-sm text-ink-muted">
        Erased: the device’s record and posture. Free for others: its public key and {addresses(device.allowedIps)}.
        Kept: the event in the audit log.
      </p>
    </AlertDialog>
  );
}

const addresses = (networks: readonly string[]) =>
  networks.length === 1 ? `the address ${networks[0]}` : `its ${networks.length} networks`;
