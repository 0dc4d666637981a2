"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const invalidate = useInvalidate();
  const approve = useMutation(
    useTRPC().device.approve.mutationOptions({
      onSuccess: () => {
        showToast({ message: t("device.isApproved", { name: device.name }), tone: "success" });
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const stillDenied = denialSentences(t, {
    ...device,
    denials: device.denials.filter((one) => one !== "not_approved"),
  });
  return (
    <AlertDialog
      size="md"
      onClose={onClose}
      title={t("device.approve", { name: device.name })}
      description={
        stillDenied.length === 0
          ? t("device.itMayConnectFromNow")
          : t("device.itCountsAsApprovedAnd", { stillDenied: stillDenied.join(" ") })
      }
      busy={approve.isPending}
      error={approve.error ? describeApiError(approve.error).message : undefined}
      action={{
        label: t("device.approve2"),
        variant: "primary",
        onAction: () => approve.mutate({ id: device.id, ifPublicKey: device.publicKey }),
      }}
      alternative={
        onInstead && (
          <Button variant="ghost" disabled={approve.isPending} onClick={onInstead}>
            {t("device.removeInstead")}
          </Button>
        )
      }
    >
      <DetailList
        details={[
          { term: t("device.user"), value: displayName(device.user) },
          { term: t("device.platform"), value: platformNames(t)[device.platform] },
          { term: t("common.publicKey"), value: <code className="font-mono text-xs">{device.publicKey}</code> },
          { term: t("device.enrolled"), value: <RelativeTime at={device.createdAt} /> },
        ]}
      />
    </AlertDialog>
  );
}
