"use client";

import { reasonMaxLength } from "@portcullis/domain/reason";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";

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
  reportLost: {
    title: (name: string) => `Report ${name} lost`,
    consequence:
      "It loses network access now, and stays off. Whether you can switch it on again yourself is up to your organisation.",
    label: "Report lost",
    variant: "danger",
    done: (name: string) => `${name} is reported lost`,
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
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const [reason, setReason] = useState("");
  const invalidate = useInvalidate();
  const { title, consequence, label, variant, done } = words[action];
  const settle = {
    onSuccess: () => {
      showToast({ message: done(device.name), tone: "success" });
      onClose();
    },
    // A refusal mostly means that the list shows yesterday's state.
    onSettled: () => invalidate({ nouns: ["device"] }),
  };
  const { id } = device;
  const change = useMutation({
    mutationFn: () =>
      confirmed(() =>
        ({
          reactivate: () => client.device.reactivate.mutate({ id }),
          reportLost: () => client.device.reportLost.mutate({ id }),
          deactivate: () => client.device.deactivate.mutate({ id, reason }),
          keepOff: () => client.device.deactivate.mutate({ id, reason }),
        })[action](),
      ),
    ...settle,
  });
  const isWaiting = action === "reactivate" && device.approvedAt === null;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title(device.name)}
      description={`${isWaiting ? "It is on again, and still waits for approval." : consequence}${isOwn && (action === "deactivate" || action === "reportLost") ? " This is your own device: if you are connected through it, you are cut off, too." : ""}`}
      busy={change.isPending}
      error={change.error ? describeApiError(change.error).message : undefined}
      action={{ label, variant, onAction: () => change.mutate() }}
    >
      {(action === "deactivate" || action === "keepOff") && (
        <Field
          label="Reason"
          optional
          hint="Recorded in the audit log. Required for a device of the owner, who is notified."
        >
          <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {confirmation}
    </AlertDialog>
  );
}
