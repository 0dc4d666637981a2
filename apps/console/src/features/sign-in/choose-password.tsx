"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { newPassword, passwordMinLength } from "@portcullis/domain/password";
import type { OpenPasswordReset } from "@portcullis/domain/password-reset";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { rememberTenant } from "./remembered-tenant.ts";

const choice = z.object({ password: newPassword });

/** Sets the password; then there is the way to the sign-in, where a second factor is asked for as ever. */
export function ChoosePassword({ token, reset }: { readonly token: string; readonly reset: OpenPasswordReset }) {
  const form = useForm({ resolver: zodResolver(choice), defaultValues: { password: "" } });
  const complete = useMutation(
    useTRPC().passwordReset.complete.mutationOptions({
      onSuccess: ({ tenant }) => rememberTenant(tenant.slug),
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "password") form.setError("password", { message }, { shouldFocus: true });
      },
    }),
  );
  if (complete.isSuccess) {
    return (
      <div aria-live="polite">
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">Your password is set</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">
          You are signed out everywhere. Sign in to {reset.tenant.name} with the new one.
        </p>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </div>
    );
  }
  const failure = complete.isError ? describeApiError(complete.error) : undefined;
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">Choose a new password</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">
        For your account of {reset.tenant.name}. Setting it signs you out everywhere.
      </p>
      <Form onSubmit={() => void form.handleSubmit(({ password }) => complete.mutate({ token, password }))()}>
        <Field label="E-mail">
          <Input type="email" autoComplete="username" readOnly value={reset.email} />
        </Field>
        <Field
          label="New password"
          required
          error={form.formState.errors.password?.message}
          hint={`At least ${passwordMinLength} characters. Several words in a row are easy to remember; no symbols or digits are needed.`}
        >
          <PasswordInput autoComplete="new-password" {...form.register("password")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {failure && failure.data.field !== "password" && <Callout tone="danger">{failure.message}</Callout>}
        </div>
        <Button type="submit" variant="primary" size="lg" busy={complete.isPending} className="mt-1 w-full">
          Set password
        </Button>
      </Form>
    </>
  );
}
