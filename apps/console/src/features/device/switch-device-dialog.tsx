"use client";

import { reasonMaxLength } from "@portcullis/domain/text";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";

const words = (t: Translate) =>
  ({
    deactivate: {
      title: (name: string) => t("device.deactivate", { name }),
      consequence: t("device.itLosesNetworkAccessNow2"),
      label: t("device.deactivate2"),
      variant: "danger",
      done: (name: string) => t("device.isDeactivated", { name }),
    },
    keepOff: {
      title: (name: string) => t("device.keepOff", { name }),
      consequence: t("device.itIsOffBecauseIts"),
      label: t("device.keepOff2"),
      variant: "danger",
      done: (name: string) => t("device.staysOff", { name }),
    },
    reportLost: {
      title: (name: string) => t("device.reportLost", { name }),
      consequence: t("device.itLosesNetworkAccessNow3"),
      label: t("device.reportLost2"),
      variant: "danger",
      done: (name: string) => t("device.isReportedLost", { name }),
    },
    reactivate: {
      title: (name: string) => t("device.reactivate", { name }),
      consequence: t("device.itMayConnectAgainNow"),
      label: t("device.reactivate2"),
      variant: "primary",
      done: (name: string) => t("device.isReactivated", { name }),
    },
  }) as const;

export type SwitchDeviceDialogProps = DeviceDialogProps & { readonly action: keyof ReturnType<typeof words> };

/** Asks before a device is switched off or on. */
export function SwitchDeviceDialog({ device, action, isOwn, onClose }: SwitchDeviceDialogProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const [reason, setReason] = useState("");
  const invalidate = useInvalidate();
  const { title, consequence, label, variant, done } = words(t)[action];
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
      onClose={onClose}
      title={title(device.name)}
      description={`${isWaiting ? t("device.itIsOnAgainAnd") : consequence}${isOwn && (action === "deactivate" || action === "reportLost") ? ` ${t("device.thisIsYourOwnDevice")}` : ""}`}
      busy={change.isPending}
      error={change.error ? describeApiError(change.error).message : undefined}
      action={{ label, variant, onAction: () => change.mutate() }}
    >
      {(action === "deactivate" || action === "keepOff") && (
        <Field label={t("common.reason")} optional hint={t("device.recordedInTheAuditLog")}>
          <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {confirmation}
    </AlertDialog>
  );
}
