"use client";

import type { CascadeKind } from "@portcullis/domain/cascade";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../trpc/client.ts";
import { describeApiError } from "../api-error.ts";
import { AlertDialog } from "../ui/alert-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Textarea } from "../ui/textarea.tsx";
import { showToast } from "../ui/toast.ts";
import { personName } from "../users/person-name.ts";
import { impactSentence } from "./impact-sentence.ts";

const verbs = { deactivate: "Deactivate", reactivate: "Reactivate", delete: "Delete" } as const;
/** How long "Undo" is offered, in milliseconds. */
const undoMs = 10_000;

export interface LifecycleDialogProps {
  readonly user: UserDetail;
  readonly action: CascadeKind;
  readonly onClose: () => void;
  /** After a deletion there is nobody to stay with. */
  readonly onDeleted: () => void;
  /** The milder way out that deletion offers. */
  readonly onInstead: (action: CascadeKind) => void;
}

/** Asks before a lifecycle change: the consequence first, with the numbers that the change itself will count. */
export function LifecycleDialog({ user, action, onClose, onDeleted, onInstead }: LifecycleDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const impact = useQuery({ ...trpc.user.impact.queryOptions({ id: user.id, action }), staleTime: 0 });
  const settle = (next: UserDetail) => {
    queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
    void queryClient.invalidateQueries({ queryKey: trpc.user.list.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.session.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.audit.pathKey() });
    onClose();
  };
  const reactivate = useMutation(trpc.user.reactivate.mutationOptions({ onSuccess: settle }));
  const deactivate = useMutation(
    trpc.user.deactivate.mutationOptions({
      onSuccess: (next) => {
        settle(next);
        showToast({
          message: `${personName(user)} is deactivated`,
          tone: "success",
          duration: undoMs,
          action: { label: "Undo", onAction: () => reactivate.mutate({ id: user.id }) },
        });
      },
    }),
  );
  const remove = useMutation(trpc.user.delete.mutationOptions({ onSuccess: onDeleted }));
  const running = { deactivate, reactivate, delete: remove }[action];

  function act() {
    if (action === "deactivate") deactivate.mutate({ id: user.id, reason });
    else if (action === "reactivate") reactivate.mutate({ id: user.id });
    else remove.mutate({ id: user.id });
  }

  const isTyped = action !== "delete" || typed.trim().toLowerCase() === user.email;
  const failure = running.error ?? impact.error;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${verbs[action]} ${personName(user)}`}
      description={impact.data ? impactSentence(personName(user), impact.data) : <Skeleton className="h-10 w-full" />}
      busy={running.isPending}
      error={failure ? describeApiError(failure).message : undefined}
      action={{
        label: verbs[action],
        onAction: act,
        variant: action === "reactivate" ? "primary" : "danger",
        refusal: isTyped ? undefined : "Type the e-mail address first.",
      }}
      alternative={
        action === "delete" && user.status !== "inactive" ? (
          <Button variant="ghost" disabled={running.isPending} onClick={() => onInstead("deactivate")}>
            Deactivate instead
          </Button>
        ) : undefined
      }
    >
      {action === "deactivate" && (
        <Field label="Reason" optional hint="Stands on the receipt and in the audit trail.">
          <Textarea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {action === "delete" && (
        <>
          <p className="mb-3 text-sm text-ink-muted">
            Erased: the profile, devices and personal values of the trail. Kept: the receipt and the events, by id only.
          </p>
          <Field label={`Type ${user.email} to confirm`}>
            <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </>
      )}
    </AlertDialog>
  );
}
