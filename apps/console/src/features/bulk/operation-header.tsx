"use client";

import type { BulkOperation } from "@portcullis/domain/bulk";
import { Check, CircleStop, Undo2, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { Button } from "#ui/button.tsx";
import { Status } from "#ui/status.tsx";
import { operationTitle, statusVariants } from "./bulk-text.ts";
import { verbs } from "./bulk-verbs.ts";
import { DecideDialog } from "./decide-dialog.tsx";
import { PreviewDialog } from "./preview-dialog.tsx";
import type { Decision } from "./use-operation.ts";
import { usePreview } from "./use-preview.ts";

/** What the operation does, how it stands, and what can be decided about it. */
export function OperationHeader({ operation }: { readonly operation: BulkOperation }) {
  const t = useTranslations();
  const me = useMe();
  const [decision, setDecision] = useState<Decision | null>(null);
  const { status } = operation;
  const { tone, label } = statusVariants(t)[status];
  const refusal = permissionRefusal(t, me, verbs[operation.action.verb].permission);
  const isOwn = operation.requestedBy.id === me.id;
  return (
    <>
      <PageHeader
        back={{ href: "/changes/bulk", label: t("bulk.bulkOperations") }}
        title={operationTitle(t, operation)}
        marks={
          <Status tone={tone} live={status === "running"}>
            {label}
          </Status>
        }
        actions={
          <>
            {status === "waiting" && (
              <>
                <Button disabledReason={refusal} onClick={() => setDecision("decline")}>
                  <X aria-hidden="true" />
                  {isOwn ? t("bulk.withdraw") : t("bulk.decline")}
                </Button>
                <Button
                  variant="primary"
                  disabledReason={refusal ?? (isOwn ? t("bulk.somebodyElseHasToApprove") : undefined)}
                  onClick={() => setDecision("approve")}
                >
                  <Check aria-hidden="true" />
                  {t("bulk.approve")}
                </Button>
              </>
            )}
            {status === "running" && (
              <Button variant="danger-quiet" disabledReason={refusal} onClick={() => setDecision("cancel")}>
                <CircleStop aria-hidden="true" />
                {t("bulk.cancelTheRest")}
              </Button>
            )}
            {operation.canUndo && <UndoButton operation={operation} disabledReason={refusal} />}
          </>
        }
      />
      {decision && (
        <DecideDialog
          key={decision}
          operation={operation}
          decision={decision}
          isOwn={isOwn}
          onClose={() => setDecision(null)}
        />
      )}
    </>
  );
}

interface UndoButtonProps {
  readonly operation: BulkOperation;
  readonly disabledReason: string | undefined;
}

/** Leads to the preview of the operation that brings back what this one changed. */
function UndoButton({ operation, disabledReason }: UndoButtonProps) {
  const t = useTranslations();
  const preview = usePreview();
  return (
    <>
      <Button disabledReason={disabledReason} onClick={() => preview.load({ undo: operation.id })}>
        <Undo2 aria-hidden="true" />
        {t("bulk.undo")}
      </Button>
      {!preview.isIdle && (
        <PreviewDialog
          title={t("bulk.undoTitle", { title: operationTitle(t, operation) })}
          preview={preview}
          onClose={preview.reset}
          onStarted={preview.reset}
        />
      )}
    </>
  );
}
