"use client";

import { useMutation } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import type { DeviceDialogProps } from "./device-dialog-props.ts";
import { PostureToken } from "./posture-token.tsx";
import { useRefreshDevices } from "./use-refresh-devices.ts";

/** Asks before a device gets a token to report with; then shows that, once. */
export function SetUpReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const make = useMutation(useTRPC().device.makePostureToken.mutationOptions({ onSettled: useRefreshDevices() }));
  return (
    <AlertDialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={make.data ? `Token of ${device.name}` : `Set up reporting of ${device.name}`}
      description={
        device.hasPostureToken
          ? "It gets a new token. The old one is refused at once: a reporter that uses it stops."
          : "A small program on the device reports how it is secured: disk encryption, firewall, screen lock, version. Nothing else leaves the device."
      }
      busy={make.isPending}
      error={make.error ? describeApiError(make.error).message : undefined}
      action={{
        label: device.hasPostureToken ? "Create another token" : "Create token",
        variant: "primary",
        onAction: () => make.mutate({ id: device.id }),
      }}
      outcome={make.data && <PostureToken platform={device.platform} {...make.data} />}
    />
  );
}
