"use client";

import type { BulkOperation } from "@portcullis/domain/bulk";
import { useTranslations } from "use-intl";
import { useBrake } from "#features/user/use-brake.tsx";
import { describeApiError } from "#trpc/client.ts";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { handled, operationTitle, personName } from "./bulk-text.ts";
import { verbs } from "./bulk-verbs.ts";
import { type Decision, useDecide } from "./use-operation.ts";

interface DecideDialogProps {
  readonly operation: BulkOperation;
  readonly decision: Decision;
  /** Whether whoever decides asked for it. */
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

/** The question before an operation is approved, declined, withdrawn or cancelled. */
export function DecideDialog({ operation, decision, isOwn, onClose }: DecideDialogProps) {
  const t = useTranslations();
  const { losing, total, action } = operation;
  const isApproval = decision === "approve";
  const brake = useBrake(
    isApproval && losing > 0 ? { number: losing, sentence: t("bulk.peopleLoseAccessByIt", { losing }) } : undefined,
  );
  const decide = useDecide(operation, decision, { onDone: onClose, onError: brake.onError });
  const way = decision === "decline" && isOwn ? "withdraw" : decision;
  return (
    <AlertDialog
      onClose={onClose}
      title={t(`bulk.decide.${way}.title`, { title: operationTitle(t, operation) })}
      description={t(`bulk.decide.${way}.description`, {
        name: personName(t, operation.requestedBy),
        left: total - handled(operation),
      })}
      cancelLabel={decision === "cancel" ? t("bulk.letItGoOn") : undefined}
      busy={decide.isPending}
      error={decide.error && !brake.isBrake(decide.error) ? describeApiError(decide.error).message : undefined}
      action={{
        label: t(`bulk.decide.${way}.action`),
        variant: isApproval && !verbs[action.verb].isDanger ? "primary" : "danger",
        disabledReason: brake.disabledReason,
        onAction: () => decide.mutate(brake.typed),
      }}
    >
      {brake.field}
      {decide.confirmation}
    </AlertDialog>
  );
}
