"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
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
  const t = useTranslations();
  const trpc = useTRPC();
  const invalidate = useInvalidate();
  const remove = useMutation(
    trpc.device.remove.mutationOptions({
      onSuccess: () => {
        showToast({ message: t("device.isRemoved", { name: device.name }), tone: "success" });
        onRemoved();
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const cutOff = device.active ? t("device.itLosesNetworkAccessNow") : t("device.itIsOffAlreadyAnd");
  return (
    <AlertDialog
      onClose={onClose}
      title={t("common.remove3", { name: device.name })}
      description={`${cutOff}${isOwn && device.active ? ` ${t("device.thisIsYourOwnDevice")}` : ""}`}
      busy={remove.isPending}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: t("common.remove"), onAction: () => remove.mutate({ id: device.id }) }}
      alternative={
        onInstead && (
          <Button variant="ghost" disabled={remove.isPending} onClick={onInstead}>
            {t("common.deactivateInstead")}
          </Button>
        )
      }
    >
      <p className="text-sm text-ink-muted">
        {t("device.erasedTheDevicesRecordAnd", { addresses: addresses(t, device.allowedIps) })}
      </p>
    </AlertDialog>
  );
}

const addresses = (t: Translate, networks: readonly string[]) =>
  networks.length === 1
    ? t("device.theAddress", { networks: networks[0] ?? "" })
    : t("device.itsNetworks", { count: networks.length });
