"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type AccountSecurity, confirmTotp, type TotpSetup } from "@portcullis/domain/account-security";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button, CopyButton } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { QrCode } from "#ui/qr-code.tsx";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { type FactorPartProps, RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

/** The authenticator app: set it up, or take it away. */
export function TotpPanel({ security, onAdded, onChanged }: FactorPartProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const begin = useMutation({
    mutationFn: () => confirmed(() => client.account.beginTotp.mutate()),
    onSuccess: setSetup,
  });
  const { totp } = security;
  return (
    <Panel
      title={t("account.authenticatorApp")}
      actions={
        totp ? (
          <Button
            size="sm"
            variant="danger-quiet"
            disabledReason={lastRefusal(t, security)}
            onClick={() => setRemoving(true)}
          >
            {t("common.remove")}
          </Button>
        ) : (
          <Button size="sm" busy={begin.isPending} onClick={() => begin.mutate()}>
            {t("common.setUp")}
          </Button>
        )
      }
    >
      {totp ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Status tone="success">{t("common.setUp")}</Status>
          <span className="text-ink-muted">
            <RelativeTime at={totp.confirmedAt} focusable />
          </span>
          {totp.restsUntil && (
            <Status tone="warning">
              {t.rich("account.blockedAfterTooManyWrong", {
                time: () => <RelativeTime at={totp.restsUntil} focusable />,
              })}
            </Status>
          )}
        </p>
      ) : (
        <p className="text-sm text-ink-muted">{t("account.anAppOnYourPhone")}</p>
      )}
      {begin.isError && (
        <Callout tone="danger" className="mt-3">
          {describeApiError(begin.error).message}
        </Callout>
      )}
      {setup && (
        <SetUpTotpDialog
          setup={setup}
          onClose={() => setSetup(null)}
          onAdded={(codes) => {
            setSetup(null);
            onAdded(t("account.yourAuthenticatorAppIsSet"), codes);
          }}
        />
      )}
      {isRemoving && (
        <RemoveFactorDialog
          title={t("account.removeYourAuthenticatorApp")}
          isLast={isLast(security)}
          remove={() => client.account.removeTotp.mutate()}
          onClose={() => setRemoving(false)}
          onRemoved={() => onChanged(t("account.yourAuthenticatorAppIsRemoved"))}
        />
      )}
      {confirmation}
    </Panel>
  );
}

export const isLast = ({ totp, passkeys }: AccountSecurity) => passkeys.length + (totp ? 1 : 0) === 1;

/** Why the last factor stays; the API decides the same way. */
export const lastRefusal = (t: Translate, security: AccountSecurity) =>
  security.required && isLast(security) ? t("account.yourOrganisationRequiresASecond") : undefined;

type SetUpTotpDialogProps = {
  readonly setup: TotpSetup;
  /** With the recovery codes, where the factor is the first one. */
  readonly onAdded: (recoveryCodes: string[] | null) => void;
  readonly onClose: () => void;
};

/** Shows the secret as QR code and text, and takes the first code of the app. */
function SetUpTotpDialog({ setup, onAdded, onClose }: SetUpTotpDialogProps) {
  const t = useTranslations();
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
    <FormDialog
      title={t("account.setUpAnAuthenticatorApp")}
      description={t("account.scanTheCodeWithThe")}
      busy={confirm.isPending}
      formId="set-up-totp"
      submitLabel={t("common.setUp")}
      failure={failure?.data.field === "code" ? undefined : failure?.message}
      onClose={onClose}
    >
      <div className="flex flex-col items-center gap-4 sm:flex-row sm:items-start">
        <QrCode text={setup.uri} label={t("account.qrCodeForYourAuthenticator")} />
        <div className="flex w-full min-w-0 flex-1 flex-col gap-4">
          <div>
            <p className="text-sm font-medium">{t("account.orTypeThisSecret")}</p>
            <p className="mt-1 flex items-start gap-1">
              <code className="min-w-0 font-mono text-sm wrap-anywhere">{inFours(setup.secret)}</code>
              <CopyButton value={setup.secret} label={t("account.copySecret")} />
            </p>
          </div>
          <form id="set-up-totp" noValidate onSubmit={(event) => void submit(event)}>
            <Field label={t("account.code")} required error={form.formState.errors.code?.message}>
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
        </div>
      </div>
      {confirmation}
    </FormDialog>
  );
}

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
