"use client";

import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { type ReactNode, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { Button } from "#ui/button.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status, type StatusTone } from "#ui/status.tsx";
import { useUpdateTenant } from "./use-update-tenant.ts";
import { useWriteRefusal } from "./use-write-refusal.ts";

/** The other state of a setting that has two, and what it takes to get there. */
export interface SettingQuestion {
  /** On the button that asks. */
  readonly change: string;
  readonly title: string;
  readonly consequence: string;
  /** On the button that answers. */
  readonly label: string;
  /** It takes protection away. */
  readonly isLoosening: boolean;
  readonly update: UpdateTenant;
}

export interface QuestionPanelProps {
  readonly title: string;
  readonly tenant: TenantDetail;
  readonly state: { readonly tone: StatusTone; readonly text: string };
  readonly question: SettingQuestion;
  /** What the state means. */
  readonly children: ReactNode;
}

/** A setting of two states: which one holds, what it means, and the question before the other one does. */
export function QuestionPanel({ title, tenant, state, question, children }: QuestionPanelProps) {
  const refusal = useWriteRefusal();
  const [asking, setAsking] = useState(false);
  const { update, confirmation } = useUpdateTenant(close);

  function close() {
    setAsking(false);
    update.reset();
  }

  return (
    <Panel
      title={title}
      actions={
        <Button size="sm" refusal={refusal} onClick={() => setAsking(true)}>
          {question.change}
        </Button>
      }
    >
      <div className="grid gap-2 text-sm">
        <Status tone={state.tone}>{state.text}</Status>
        <p className="max-w-prose text-ink-muted">{children}</p>
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={(open) => !open && close()}
        title={question.title}
        description={question.consequence}
        busy={update.isPending}
        error={update.error ? describeApiError(update.error).message : undefined}
        action={{
          label: question.label,
          variant: question.isLoosening ? "danger" : "primary",
          onAction: () => update.mutate({ ...question.update, ifUpdatedAt: tenant.updatedAt, seen: tenant }),
        }}
      >
        {confirmation}
      </AlertDialog>
    </Panel>
  );
}
