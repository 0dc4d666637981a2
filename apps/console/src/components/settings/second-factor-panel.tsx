"use client";

import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import type { TenantDetail } from "@portcullis/domain/tenant";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Status } from "#components/ui/status.tsx";
import { useUpdateTenant } from "./use-update-tenant.ts";
import { useWriteRefusal } from "./use-write-refusal.ts";

const states = {
  optional: { tone: "neutral", text: "Everybody decides for themselves" },
  administrators: { tone: "success", text: "Required for the owner and administrators" },
} as const;

const questions: Readonly<Record<SecondFactorPolicy, { title: string; label: string; change: string }>> = {
  administrators: {
    title: "Require a second factor of administrators",
    label: "Require",
    change: "Require it of administrators",
  },
  optional: { title: "Make the second factor optional", label: "Make optional", change: "Make it optional" },
};

/** Who must have a second factor, whom a change would concern, and what happens to them. */
export function SecondFactorPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const refusal = useWriteRefusal();
  const [asking, setAsking] = useState(false);
  const { update, confirmation } = useUpdateTenant(close);
  const { tone, text } = states[tenant.secondFactorPolicy];
  const next: SecondFactorPolicy = tenant.secondFactorPolicy === "optional" ? "administrators" : "optional";
  const question = questions[next];

  function close() {
    setAsking(false);
    update.reset();
  }

  return (
    <Panel
      title="Second factor"
      actions={
        <Button size="sm" refusal={refusal} onClick={() => setAsking(true)}>
          {question.change}
        </Button>
      }
    >
      <div className="grid gap-2 text-sm">
        <Status tone={tone}>{text}</Status>
        <p className="max-w-prose text-ink-muted">
          An authenticator app or a passkey, beside the password. Administrators are the owner and everybody who may
          change anything of others. {withoutFactor(tenant.administratorsWithoutFactor)}
        </p>
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={(open) => !open && close()}
        title={question.title}
        description={consequence(next, tenant.administratorsWithoutFactor)}
        busy={update.isPending}
        error={update.error ? describeApiError(update.error).message : undefined}
        action={{
          label: question.label,
          variant: next === "optional" ? "danger" : "primary",
          onAction: () => update.mutate({ secondFactorPolicy: next, ifUpdatedAt: tenant.updatedAt }),
        }}
      >
        {confirmation}
      </AlertDialog>
    </Panel>
  );
}

function withoutFactor(count: number): string {
  if (count === 0) return "All of them have one.";
  return count === 1 ? "One of them has none yet." : `${count} of them have none yet.`;
}

function consequence(next: SecondFactorPolicy, count: number): string {
  if (next === "optional") return "Nobody has to have one any more. Those who have one keep it and go on using it.";
  if (count === 0) return "Every administrator has one already. Whoever becomes one later sets it up first.";
  const who = count === 1 ? "One administrator has" : `${count} administrators have`;
  return `${who} none yet. At their next click they are led to set one up, and can do nothing else before.`;
}
