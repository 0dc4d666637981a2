"use client";

import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { type ReactNode, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { Button } from "#ui/button.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status, type StatusTone } from "#ui/status.tsx";
import { useUpdateTenant } from "./use-update-tenant.ts";
import { useWriteDisabledReason } from "./use-write-disabled-reason.ts";

/** The other state of a setting that has two, and what it takes to get there. */
export interface SettingChange {
  /** On the button that asks. */
  readonly button: string;
  readonly title: string;
  readonly consequence: string;
  /** On the button that answers. */
  readonly label: string;
  /** It takes protection away. */
  readonly isWeaker: boolean;
  readonly update: UpdateTenant;
}

export interface ConfirmedSettingPanelProps {
  readonly title: string;
  readonly tenant: TenantDetail;
  readonly state: { readonly tone: StatusTone; readonly text: string };
  readonly settingChange: SettingChange;
  /** What the state means. */
  readonly children: ReactNode;
}

/** A setting of two states: which one holds, what it means, and the question before the other one does. */
export function ConfirmedSettingPanel({ title, tenant, state, settingChange, children }: ConfirmedSettingPanelProps) {
  const disabledReason = useWriteDisabledReason();
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const { update, confirmation } = useUpdateTenant(close);

  function close() {
    setIsDialogOpen(false);
    update.reset();
  }

  return (
    <Panel
      title={title}
      actions={
        <Button size="sm" disabledReason={disabledReason} onClick={() => setIsDialogOpen(true)}>
          {settingChange.button}
        </Button>
      }
    >
      <div className="grid gap-2 text-sm">
        <Status tone={state.tone}>{state.text}</Status>
        <p className="max-w-prose text-ink-muted">{children}</p>
      </div>
      <AlertDialog
        open={isDialogOpen}
        onOpenChange={(open) => !open && close()}
        title={settingChange.title}
        description={settingChange.consequence}
        busy={update.isPending}
        error={update.error ? describeApiError(update.error).message : undefined}
        action={{
          label: settingChange.label,
          variant: settingChange.isWeaker ? "danger" : "primary",
          onAction: () => update.mutate({ ...settingChange.update, ifUpdatedAt: tenant.updatedAt, seen: tenant }),
        }}
      >
        {confirmation}
      </AlertDialog>
    </Panel>
  );
}
