"use client";

import { useMutation } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import type { DeviceDialogProps } from "./device-dialog-props.ts";
import { useRefreshDevices } from "./use-refresh-devices.ts";

/** Asks before a device's token is withdrawn. */
export function StopReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const drop = useMutation(
    useTRPC().device.dropPostureToken.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${device.name} does not report any more`, tone: "success" });
        onClose();
      },
      onSettled: useRefreshDevices(),
    }),
  );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Stop reporting of ${device.name}`}
      description="Its token is refused at once. The last report stays until it is too old; where posture is required, the device then loses access."
      busy={drop.isPending}
      error={drop.error ? describeApiError(drop.error).message : undefined}
      action={{ label: "Stop reporting", onAction: () => drop.mutate({ id: device.id }) }}
    />
  );
}
