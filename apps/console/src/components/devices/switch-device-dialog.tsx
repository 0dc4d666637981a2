"use client";

import { reasonMaxLength } from "@portcullis/domain/reason";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useTRPC } from "#trpc/client.ts";
import type { DeviceDialogProps } from "./device-dialog-props.ts";
import { useRefreshDevices } from "./use-refresh-devices.ts";

const words = {
  deactivate: {
    title: (name: string) => `Deactivate ${name}`,
    consequence: "It loses network access now. Its key and its address are kept; you can reactivate it later.",
    label: "Deactivate",
    variant: "danger",
    done: (name: string) => `${name} is deactivated`,
  },
  keepOff: {
    title: (name: string) => `Keep ${name} off`,
    consequence:
      "It is off because its user is deactivated, and would come back with the user. Kept off, it stays off until somebody reactivates this device.",
    label: "Keep off",
    variant: "danger",
    done: (name: string) => `${name} stays off`,
  },
  reactivate: {
    title: (name: string) => `Reactivate ${name}`,
    consequence: "It may connect again now, with the same key and address.",
    label: "Reactivate",
    variant: "primary",
    done: (name: string) => `${name} is reactivated`,
  },
} as const;

export type SwitchDeviceDialogProps = DeviceDialogProps & { readonly action: keyof typeof words };

/** Asks before a device is switched off or on. */
export function SwitchDeviceDialog({ device, action, isOwn, onClose }: SwitchDeviceDialogProps) {
  const trpc = useTRPC();
  const refresh = useRefreshDevices();
  const [reason, setReason] = useState("");
  const { title, consequence, label, variant, done } = words[action];
  const settle = {
    onSuccess: () => {
      showToast({ message: done(device.name), tone: "success" });
      onClose();
    },
    // A refusal mostly means that the list shows yesterday's state.
    onSettled: refresh,
  };
  const deactivate = useMutation(trpc.device.deactivate.mutationOptions(settle));
  const reactivate = useMutation(trpc.device.reactivate.mutationOptions(settle));
  const isWaiting = action === "reactivate" && device.approvedAt === null;
  const running = action === "reactivate" ? reactivate : deactivate;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title(device.name)}
      description={`${isWaiting ? "It is on again, and still waits for approval." : consequence}${isOwn && action === "deactivate" ? " This is your own device: if you are connected through it, so are you cut off." : ""}`}
      busy={running.isPending}
      error={running.error ? describeApiError(running.error).message : undefined}
      action={{
        label,
        variant,
        onAction: () =>
          action === "reactivate" ? reactivate.mutate({ id: device.id }) : deactivate.mutate({ id: device.id, reason }),
      }}
    >
      {action !== "reactivate" && (
        <Field label="Reason" optional hint="Stands in the audit log. The device's user can read it.">
          <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </AlertDialog>
  );
}
