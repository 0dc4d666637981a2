"use client";

import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { reasonMaxLength } from "@portcullis/domain/text";
import { displayName } from "@portcullis/domain/user/display-name";
import type { DeactivateUser, DeleteUser, UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { CascadeProgress } from "#features/change/cascade-progress.tsx";
import { DeviceStatus } from "#features/device/device-status.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, Textarea } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { MadeLatelyDetails } from "./made-lately.tsx";
import { useBrake } from "./use-brake.tsx";
import { impactSentence } from "./user-text.ts";

interface LifecycleDialogProps {
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
  const t = useTranslations();
  const trpc = useTRPC();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const impact = useQuery({ ...trpc.user.impact.queryOptions({ id: user.id, action }), staleTime: 0 });
  const change = useLifecycle(user);
  const name = displayName(user);
  const { brake } = change;
  const failure = change.error ?? impact.error;
  const isTyped = typed.trim().toLowerCase() === user.email.toLowerCase();

  function close() {
    onClose();
    if (change.done && action === "deactivate") change.offerUndo();
  }

  return (
    <AlertDialog
      onClose={close}
      title={t(change.done ? `user.lifecycleDone.${action}` : `user.lifecycle.${action}`, { name })}
      description={impact.data ? impactSentence(t, name, impact.data) : <Skeleton className="h-15 w-full" />}
      busy={change.isPending}
      error={failure && !brake.isBrake(failure) ? describeApiError(failure).message : undefined}
      outcome={change.done && user.cascade ? <CascadeProgress cascade={user.cascade} /> : undefined}
      action={{
        label: t(`user.lifecycleVerb.${action}`),
        onAction: () => change.act(action, reason),
        variant: action === "reactivate" ? "primary" : "danger",
        disabledReason: action === "delete" && !isTyped ? t("user.typeTheEMailAddress") : brake.disabledReason,
      }}
      alternative={
        action === "delete" && user.status !== "inactive" ? (
          <Button variant="ghost" disabled={change.isPending} onClick={() => onInstead("deactivate")}>
            {t("common.deactivateInstead")}
          </Button>
        ) : undefined
      }
    >
      <AffectedDevices user={user} action={action} />
      <MadeLatelyDetails made={impact.data?.made} />
      {action === "deactivate" && (
        <Field label={t("common.reason")} optional hint={t("common.recordedOnTheReceiptAnd")}>
          <Textarea value={reason} maxLength={reasonMaxLength} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {action === "delete" && (
        <>
          <p className="text-sm text-ink-muted">{t("user.erasedTheProfileTheDevices")}</p>
          <Field label={t("user.typeToConfirm", { email: user.email })}>
            <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </>
      )}
      {brake.field}
      {change.confirmation}
    </AlertDialog>
  );
}

/** Which devices each change switches; the numbers beside it come from the API. */
const isAffected: Readonly<Record<CascadeKind, (device: DeviceDetail) => boolean>> = {
  deactivate: (device) => device.active,
  reactivate: (device) => device.cause === "user_deactivated",
  delete: () => true,
};

/** The devices behind the number, for who wants to see them first. */
function AffectedDevices({ user, action }: { readonly user: UserDetail; readonly action: CascadeKind }) {
  const t = useTranslations();
  const affected = user.devices.filter(isAffected[action]);
  if (affected.length === 0) return null;
  const unseen = user.deviceCounts.total - user.devices.length;
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-default px-3 py-2 text-sm font-medium select-none">{t("user.whichDevices")}</summary>
      <ul className="max-h-48 overflow-y-auto border-t border-line px-3 py-2 text-sm">
        {affected.map((device) => (
          <li key={device.id} className="flex justify-between gap-4 py-1">
            <span className="truncate">{device.name}</span>
            <DeviceStatus status={device.status} />
          </li>
        ))}
        {unseen > 0 && <li className="py-1 text-ink-muted">{t("user.andSomeOfMore", { unseen })}</li>}
      </ul>
    </details>
  );
}

/** How long "Undo" is offered, in milliseconds. */
const undoMs = 10_000;

/** The lifecycle changes of one user, and what the console does when they are through. */
function useLifecycle(user: UserDetail) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const router = useRouter();
  const { confirmed, confirmation } = useConfirmIdentity();
  const brake = useBrake();
  const name = displayName(user);

  function settle(next: UserDetail): void {
    queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
    invalidate({ nouns: ["user"] });
  }
  const deactivate = useMutation({
    mutationFn: (input: DeactivateUser) => confirmed(() => client.user.deactivate.mutate(input)),
    onSuccess: settle,
    onError: brake.onError,
  });
  const reactivate = useMutation(trpc.user.reactivate.mutationOptions({ onSuccess: settle }));
  const remove = useMutation({
    mutationFn: (input: DeleteUser) => confirmed(() => client.user.delete.mutate(input)),
    onSuccess: (cascade) => {
      invalidate({ nouns: ["user"], gone: user.id });
      showToast({ message: t("user.lifecycleDone.delete", { name }) });
      router.replace(`/changes/${cascade.id}`);
    },
    onError: brake.onError,
  });
  const undo = useMutation(
    trpc.user.reactivate.mutationOptions({
      onSuccess: (next) => {
        settle(next);
        showToast({ message: t("user.lifecycleDone.reactivate", { name }), tone: "success" });
      },
      onError: (error) => showToast({ message: describeApiError(error).message, tone: "danger" }),
    }),
  );
  const all = [deactivate, reactivate, remove];

  return {
    /** The API has answered: the change is committed. */
    done: deactivate.isSuccess || reactivate.isSuccess,
    isPending: all.some((change) => change.isPending) || remove.isSuccess,
    error: all.find((change) => change.isError)?.error,
    brake,
    confirmation,
    act(action: CascadeKind, reason: string): void {
      const counted = { id: user.id, ...(brake.typed !== undefined && { typed: brake.typed }) };
      if (action === "deactivate") deactivate.mutate({ ...counted, reason });
      else if (action === "reactivate") reactivate.mutate({ id: user.id });
      else remove.mutate(counted);
    },
    offerUndo(): void {
      showToast({
        message: t("user.lifecycleDone.deactivate", { name }),
        duration: undoMs,
        action: { label: t("user.undo"), onAction: () => undo.mutate({ id: user.id }) },
      });
    },
  };
}
