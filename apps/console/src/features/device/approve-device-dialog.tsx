"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useMutation } from "@tanstack/react-query";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { DetailList } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";
import { denialSentences, platformNames } from "./device-text.ts";

export type ApproveDeviceDialogProps = DeviceDialogProps & {
  /** Refuses it, where one may: a device that nobody wants is removed. */
  readonly onInstead: (() => void) | undefined;
};

/** Shows what waits, and asks before it is let in. */
export function ApproveDeviceDialog({ device, onClose, onInstead }: ApproveDeviceDialogProps) {
  const invalidate = useInvalidate();
  const approve = useMutation(
    useTRPC().device.approve.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${device.name} is approved`, tone: "success" });
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const stillDenied = denialSentences({ ...device, denials: device.denials.filter((one) => one !== "not_approved") });
  return (
    <AlertDialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={`Approve ${device.name}`}
      description={
        stillDenied.length === 0
          ? "It may connect from now on."
          : `It counts as approved, and still may not connect. ${stillDenied.join(" ")}`
      }
      busy={approve.isPending}
      error={approve.error ? describeApiError(approve.error).message : undefined}
      action={{
        label: "Approve",
        variant: "primary",
        onAction: () => approve.mutate({ id: device.id, ifPublicKey: device.publicKey }),
      }}
      alternative={
        onInstead && (
          <Button variant="ghost" disabled={approve.isPending} onClick={onInstead}>
            Remove instead
          </Button>
        )
      }
    >
      <DetailList
        details={[
          { term: "User", value: displayName(device.user) },
          { term: "Platform", value: platformNames[device.platform] },
          { term: "Public key", value: <code className="font-mono text-xs">{device.publicKey}</code> },
          { term: "Enrolled", value: <RelativeTime at={device.createdAt} /> },
        ]}
      />
    </AlertDialog>
  );
}
