"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Status } from "#components/ui/status.tsx";
import { useUpdateTenant } from "./use-update-tenant.ts";
import { useWriteRefusal } from "./use-write-refusal.ts";

const questions = {
  on: {
    change: "Ask for approval",
    title: "Ask for approval of new devices",
    label: "Ask for approval",
    consequence:
      "Whatever people add from now on cannot connect before an administrator approves it, and so with a key that they change. Devices that are there stay as they are.",
  },
  off: {
    change: "Stop asking",
    title: "Let new devices in at once",
    label: "Let them in",
    consequence:
      "Whatever people add from now on can connect at once. Devices that wait already still wait: approve or remove them.",
  },
} as const;

/** Whether new devices wait for an administrator, and what a change would mean. */
export function NewDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const refusal = useWriteRefusal();
  const [asking, setAsking] = useState(false);
  const { update, confirmation } = useUpdateTenant(close);
  const isAsked = tenant.approveDevices;
  const question = isAsked ? questions.off : questions.on;

  function close() {
    setAsking(false);
    update.reset();
  }

  return (
    <Panel
      title="New devices"
      actions={
        <Button size="sm" refusal={refusal} onClick={() => setAsking(true)}>
          {question.change}
        </Button>
      }
    >
      <div className="grid gap-2 text-sm">
        <Status tone={isAsked ? "success" : "neutral"}>
          {isAsked ? "An administrator approves each one" : "They can connect at once"}
        </Status>
        <p className="max-w-prose text-ink-muted">
          {isAsked
            ? "What people add, and a key that they change, waits until somebody who may change devices approves it. What such a person adds is approved with that."
            : "Whoever adds a device within their limit can connect with it. Devices that wait from before still wait."}
        </p>
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
          variant: isAsked ? "danger" : "primary",
          onAction: () => update.mutate({ approveDevices: !isAsked, ifUpdatedAt: tenant.updatedAt }),
        }}
      >
        {confirmation}
      </AlertDialog>
    </Panel>
  );
}
