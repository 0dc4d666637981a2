"use client";

import type { ConfirmIdentity as Proof } from "@portcullis/domain/account-security";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, PasswordInput } from "#ui/form/input.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { passkeyFailure, signWithPasskey } from "./passkey-ceremony.ts";

/**
 * For calls that the API accepts only soon after the person has proved their identity: make the call inside `confirmed` and
 * render `confirmation` on the page. When the API asks for proof, a dialog collects it and the call is repeated; if the
 * person cancels, `confirmed` rejects with the API's error.
 */
export function useConfirmIdentity(): {
  readonly confirmed: <T>(call: () => Promise<T>) => Promise<T>;
  readonly confirmation: ReactNode;
} {
  const [pending, setPending] = useState<{ readonly answer: (isConfirmed: boolean) => void } | null>(null);

  async function confirmed<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (describeApiError(error).data.reason !== "confirmation_required" || !(await confirmIdentity())) throw error;
      }
    }
  }

  async function confirmIdentity(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    setPending({ answer: resolve });
    const isConfirmed = await promise;
    setPending(null);
    return isConfirmed;
  }

  const confirmation = pending && (
    <ConfirmIdentity onConfirmed={() => pending.answer(true)} onCancel={() => pending.answer(false)} />
  );
  return { confirmed, confirmation };
}

type ConfirmIdentityProps = {
  readonly onConfirmed: () => void;
  readonly onCancel: () => void;
};

/** Asks who is there before something delicate: for the second factor, or where there is none for the password. */
function ConfirmIdentity({ onConfirmed, onCancel }: ConfirmIdentityProps) {
  const t = useTranslations();
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
    <FormDialog
      size="sm"
      title={t("account.confirmThatItIsYou")}
      description={t("account.thisTakesAFreshProof")}
      busy={confirm.isPending}
      formId="confirm-identity"
      submitLabel={t("account.confirm")}
      failure={
        confirm.isError ? (passkeyFailure(t, confirm.error) ?? describeApiError(confirm.error).message) : undefined
      }
      onClose={onCancel}
    >
      {ways === undefined && !security.isError && <Skeleton className="h-14" />}
      {security.isError && <Callout tone="danger">{describeApiError(security.error).message}</Callout>}
      {ways && (
        <form id="confirm-identity" noValidate onSubmit={submit} className="flex flex-col gap-3">
          {needsCode ? (
            <Field
              label={ways.totp ? t("account.code") : t("common.recoveryCode")}
              hint={ways.totp ? t("account.ofYourAuthenticatorAppOr") : t("account.orUseYourPasskey")}
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
            <Field label={t("common.password")}>
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
              {t("common.useAPasskey")}
            </Button>
          )}
        </form>
      )}
    </FormDialog>
  );
}
