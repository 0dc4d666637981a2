"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { changePassword } from "@portcullis/domain/account";
import { passwordMinLength } from "@portcullis/domain/password";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { whileRenewing } from "#trpc/leave-when-signed-out.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { PasswordInput } from "#ui/form/input.tsx";

import { Panel } from "#ui/panel.tsx";
import { useMe } from "./use-me.ts";

const fields = ["currentPassword", "newPassword"] as const;
type Passwords = Record<(typeof fields)[number], string>;
const empty: Passwords = { currentPassword: "", newPassword: "" };

/** Changes one's password. This session goes on with another cookie; every other one ends. */
export function PasswordPanel() {
  const t = useTranslations();
  const me = useMe();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(changePassword), defaultValues: empty });
  const change = useMutation({
    mutationFn: (passwords: Passwords) => whileRenewing(() => client.account.changePassword.mutate(passwords)),
    onSuccess: () => {
      form.reset(empty);
      void invalidate(queryClient, { nouns: ["session"] });
    },
    onError: (error) => {
      const { message, data } = describeApiError(error);
      const field = fields.find((name) => name === data.field);
      if (field) form.setError(field, { message }, { shouldFocus: true });
    },
  });
  const { errors } = form.formState;
  const failure = change.isError ? describeApiError(change.error) : undefined;
  const isOfNoField = failure && !fields.some((name) => name === failure.data.field);
  return (
    <Panel title={t("common.password")} description={t("account.changingItSignsYouOut")}>
      <Form
        className="flex max-w-md flex-col gap-4"
        onSubmit={() => void form.handleSubmit((passwords) => change.mutate(passwords))()}
      >
        {/* For password managers: whose password this is. */}
        <input type="email" autoComplete="username" hidden readOnly value={me.email} />
        <Field label={t("account.currentPassword")} required error={errors.currentPassword?.message}>
          <PasswordInput autoComplete="current-password" {...form.register("currentPassword")} />
        </Field>
        <Field
          label={t("common.newPassword")}
          required
          error={errors.newPassword?.message}
          hint={t("common.atLeastCharactersSeveralWords", { passwordMinLength })}
        >
          <PasswordInput autoComplete="new-password" {...form.register("newPassword")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {isOfNoField && (
            <Callout tone="danger">
              {failure.message}
              {failure.data.retryAfter !== undefined && ` ${waitOf(t, failure.data.retryAfter)}`}
            </Callout>
          )}
        </div>
        <div aria-live="polite" className="empty:hidden">
          {change.isSuccess && (
            <Callout tone="success">
              {t("account.yourPasswordIsChanged", { endedOf: endedOf(t, change.data.count) })}
            </Callout>
          )}
        </div>
        <Button type="submit" variant="primary" busy={change.isPending} className="self-start">
          {t("account.changePassword")}
        </Button>
      </Form>
    </Panel>
  );
}

function endedOf(t: Translate, count: number): string {
  if (count === 0) return t("account.youWereSignedInNowhere");
  return count === 1 ? t("account.oneOtherSessionHasEnded") : t("account.otherSessionsHaveEnded", { count });
}

const waitOf = (t: Translate, seconds: number) => t("account.youCanTryAgainIn", { minutes: Math.ceil(seconds / 60) });
