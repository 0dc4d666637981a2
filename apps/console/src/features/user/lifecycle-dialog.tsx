"use client";

import type { CascadeKind } from "@portcullis/domain/cascade";
import { reasonMaxLength } from "@portcullis/domain/reason";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CascadeProgress } from "#features/change/cascade-progress.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Textarea } from "#ui/form/textarea.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { AffectedDevices } from "./affected-devices.tsx";
import { impactSentence } from "./impact-sentence.ts";
import { MadeLatelyDetails } from "./made-lately.tsx";
import { useLifecycle } from "./use-lifecycle.ts";

const words = {
  deactivate: { verb: "Deactivate", done: "is deactivated" },
  reactivate: { verb: "Reactivate", done: "is reactivated" },
  delete: { verb: "Delete", done: "is deleted" },
} as const;

export interface LifecycleDialogProps {
  readonly user: UserDetail;
  readonly action: CascadeKind;
  readonly onClose: () => void;
  /** Opens another action instead: the milder way out that deletion offers. */
  readonly onInstead: (action: CascadeKind) => void;
}

/**
 * Asks before a lifecycle change: the consequence first, with the numbers that the change itself will count. Then it
 * turns into the cascade, live.
 */
export function LifecycleDialog({ user, action, onClose, onInstead }: LifecycleDialogProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const impact = useQuery({ ...trpc.user.impact.queryOptions({ id: user.id, action }), staleTime: 0 });
  const change = useLifecycle(user);
  const { verb, done } = words[action];
  const name = displayName(user);
  const failure = change.error ?? impact.error;
  const isTyped = typed.trim().toLowerCase() === user.email.toLowerCase();

  function close() {
    onClose();
    if (change.done && action === "deactivate") change.offerUndo();
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && close()}
      title={change.done ? `${name} ${done}` : `${verb} ${name}`}
      description={impact.data ? impactSentence(name, impact.data) : <Skeleton className="h-15 w-full" />}
      busy={change.isPending}
      error={failure ? describeApiError(failure).message : undefined}
      outcome={change.done && user.cascade ? <CascadeProgress cascade={user.cascade} /> : undefined}
      action={{
        label: verb,
        onAction: () => change.act(action, reason),
        variant: action === "reactivate" ? "primary" : "danger",
        disabledReason: action === "delete" && !isTyped ? "Type the e-mail address first." : undefined,
      }}
      alternative={
        action === "delete" && user.status !== "inactive" ? (
          <Button variant="ghost" disabled={change.isPending} onClick={() => onInstead("deactivate")}>
            Deactivate instead
          </Button>
        ) : undefined
      }
    >
      <AffectedDevices user={user} action={action} />
      <MadeLatelyDetails made={impact.data?.made} />
      {action === "deactivate" && (
        <Field label="Reason" optional hint="Recorded on the receipt and in the audit log.">
          <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {action === "delete" && (
        <>
          <p className="text-sm text-ink-muted">
            Erased: the profile, the devices and every personal value in the audit log. Kept: the receipt and the
            events, by id only. This cannot be undone.
          </p>
          <Field label={`Type ${user.email} to confirm`}>
            <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </>
      )}
    </AlertDialog>
  );
}
