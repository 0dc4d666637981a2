"use client";

import type { ConfirmIdentity as Proof } from "@portcullis/domain/account-security";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "#features/sign-in/password-input.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { passkeyFailure, signWithPasskey } from "./passkey-ceremony.ts";

export type ConfirmIdentityProps = {
  /** What the API said when it asked for it. */
  readonly reason: string;
  readonly onConfirmed: () => void;
  readonly onCancel: () => void;
};

/** Asks who is there before something delicate: for the second factor, or where there is none for the password. */
export function ConfirmIdentity({ reason, onConfirmed, onCancel }: ConfirmIdentityProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const security = useQuery({ ...trpc.account.security.queryOptions(), staleTime: 0 });
  const [typed, setTyped] = useState("");
  const confirm = useMutation({
    mutationFn: async (proof: Proof | "passkey") =>
      client.account.confirm.mutate(
        proof === "passkey" ? { assertion: await signWithPasskey(await client.signIn.challenge.mutate()) } : proof,
      ),
    onSuccess: onConfirmed,
  });
  const ways = security.data;
  const hasPasskey = ways !== undefined && ways.passkeys.length > 0;
  const needsCode = ways !== undefined && (ways.totp !== null || hasPasskey);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed !== "" && !confirm.isPending) confirm.mutate(needsCode ? { code: typed } : { password: typed });
  }

  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onCancel()}
      title="Confirm that it is you"
      description={reason}
      busy={confirm.isPending}
      footer={
        <>
          <Button disabled={confirm.isPending} onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" form="confirm-identity" variant="primary" busy={confirm.isPending}>
            Confirm
          </Button>
        </>
      }
    >
      {ways === undefined && !security.isError && <Skeleton className="h-14" />}
      {security.isError && <Callout tone="danger">{describeApiError(security.error).message}</Callout>}
      {ways && (
        <form id="confirm-identity" noValidate onSubmit={submit} className="flex flex-col gap-3">
          {needsCode ? (
            <Field
              label={ways.totp ? "Code" : "Recovery code"}
              hint={ways.totp ? "Of your authenticator app, or a recovery code." : "Or use your passkey."}
            >
              <Input
                autoComplete="one-time-code"
                autoCapitalize="none"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          ) : (
            <Field label="Password">
              <PasswordInput
                autoComplete="current-password"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          )}
          {hasPasskey && (
            <Button disabled={confirm.isPending} onClick={() => confirm.mutate("passkey")}>
              <KeyRound aria-hidden="true" />
              Use a passkey
            </Button>
          )}
          <div role="alert" className="empty:hidden">
            {confirm.isError && (
              <Callout tone="danger">
                {passkeyFailure(confirm.error) ?? describeApiError(confirm.error).message}
              </Callout>
            )}
          </div>
        </form>
      )}
    </Dialog>
  );
}
