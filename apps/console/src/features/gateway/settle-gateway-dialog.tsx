"use client";

import { reasonMaxLength } from "@portcullis/domain/text";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { Field } from "#ui/form/field.tsx";
import { Textarea } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps, GatewayRef } from "./gateway-fields.ts";
import { gatewayName } from "./gateway-text.ts";

export type SettleGatewayDialogProps = GatewayDialogProps<GatewayRef> & {
  /** The one change that is settled; left out: all that the gateway has not confirmed. */
  readonly changeId?: string;
};

/** Takes an administrator's word, with a reason, for what a gateway has not confirmed. */
export function SettleGatewayDialog({ gateway, changeId, onClose }: SettleGatewayDialogProps) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const [reason, setReason] = useState("");
  const { confirmed, confirmation } = useConfirmIdentity();
  const settle = useMutation({
    mutationFn: () =>
      confirmed(() =>
        client.gateway.settle.mutate({ id: gateway.id, reason, ...(changeId !== undefined && { changeId }) }),
      ),
    onSuccess: ({ settled, left }) => {
      const counted = t("gateway.changeIsSettled", { settled });
      showToast({ message: left > 0 ? t("gateway.areLeft", { counted, left }) : counted });
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={
        changeId === undefined
          ? t("gateway.settleAllThatHasNot", { gatewayName: gatewayName(t, gateway) })
          : t("gateway.settleFor", { gatewayName: gatewayName(t, gateway) })
      }
      description={t("gateway.youStateThatNobodyIs")}
      busy={settle.isPending}
      error={settle.error ? describeApiError(settle.error).message : undefined}
      action={{
        label: t("gateway.settle"),
        onAction: () => settle.mutate(),
        disabledReason: reason.trim() === "" ? t("gateway.enterFirstHowYouKnow") : undefined,
      }}
    >
      <Field label={t("common.reason")} required hint={t("common.recordedOnTheReceiptAnd")}>
        <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {confirmation}
    </AlertDialog>
  );
}
