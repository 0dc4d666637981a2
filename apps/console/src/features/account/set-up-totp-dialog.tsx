"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { confirmTotp, type TotpSetup } from "@portcullis/domain/account-security";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { QrCode } from "#ui/qr-code.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

export type SetUpTotpDialogProps = {
  readonly setup: TotpSetup;
  /** With the recovery codes, where the factor is the first one. */
  readonly onAdded: (recoveryCodes: string[] | null) => void;
  readonly onClose: () => void;
};

/** Shows the secret as QR code and text, and takes the first code of the app. */
export function SetUpTotpDialog({ setup, onAdded, onClose }: SetUpTotpDialogProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const form = useForm({ resolver: zodResolver(confirmTotp), defaultValues: { code: "" } });
  const confirm = useMutation({
    mutationFn: (code: string) => confirmed(() => client.account.confirmTotp.mutate({ code })),
    onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes),
    onError: (error) => {
      const { message, data } = describeApiError(error);
      if (data.field === "code") form.setError("code", { message }, { shouldFocus: true });
    },
  });
  const failure = confirm.error ? describeApiError(confirm.error) : undefined;
  const submit = form.handleSubmit(({ code }) => confirm.mutate(code));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Set up an authenticator app"
      description="Scan the code with the app, then type the six digits that it shows."
      busy={confirm.isPending}
      footer={
        <>
          <Button disabled={confirm.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="set-up-totp" variant="primary" busy={confirm.isPending}>
            Set up
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-4 sm:flex-row sm:items-start">
        <QrCode text={setup.uri} label="QR code for your authenticator app" />
        <div className="flex w-full min-w-0 flex-1 flex-col gap-4">
          <div>
            <p className="text-sm font-medium">Or type this secret</p>
            <p className="mt-1 flex items-start gap-1">
              <code className="min-w-0 font-mono text-sm wrap-anywhere">{inFours(setup.secret)}</code>
              <CopyButton value={setup.secret} label="Copy secret" />
            </p>
          </div>
          <form id="set-up-totp" noValidate onSubmit={(event) => void submit(event)}>
            <Field label="Code" required error={form.formState.errors.code?.message}>
              <Input
                autoComplete="one-time-code"
                inputMode="numeric"
                maxLength={12}
                spellCheck={false}
                className="font-mono tracking-widest"
                {...form.register("code")}
              />
            </Field>
          </form>
          {failure && failure.data.field !== "code" && <Callout tone="danger">{failure.message}</Callout>}
        </div>
      </div>
      {confirmation}
    </Dialog>
  );
}

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
