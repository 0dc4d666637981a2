"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps } from "./gateway-fields.ts";

export type RemoveGatewayDialogProps = GatewayDialogProps & { readonly onRemoved: () => void };

/** Asks before a gateway is removed. */
export function RemoveGatewayDialog({ gateway, onClose, onRemoved }: RemoveGatewayDialogProps) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const remove = useMutation({
    mutationFn: () => confirmed(() => client.gateway.remove.mutate({ id: gateway.id })),
    onSuccess: () => {
      showToast({ message: t("gateway.isRemoved", { name: gateway.name }), tone: "success" });
      onRemoved();
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={t("common.remove3", { name: gateway.name })}
      description={t("gateway.itsAgentIsRefusedAt")}
      busy={remove.isPending}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: t("common.remove"), onAction: () => remove.mutate() }}
    >
      <p className="text-sm text-ink-muted">{t("gateway.devicesWhoseFileNamesThis")}</p>
      {gateway.unconfirmed > 0 && (
        <Callout tone="warning">{t("gateway.itHasNotConfirmedChange", { unconfirmed: gateway.unconfirmed })}</Callout>
      )}
      {confirmation}
    </AlertDialog>
  );
}
