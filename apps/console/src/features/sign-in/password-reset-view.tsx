"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { requestPasswordReset } from "@portcullis/domain/password-reset";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { ButtonLink, PageLink } from "#ui/page-link.tsx";
import { OpenLink } from "./choose-password.tsx";
import { rememberedTenant, useLinkToken } from "./sign-in-state.ts";

/** With a link: choose a new password. Without: ask for one. */
export function PasswordResetView({ mailIsOn }: { readonly mailIsOn: boolean }) {
  const token = useLinkToken();
  if (token === null) return <Skeleton className="mt-4 h-40 w-full" />;
  return token === "" ? <AskForLink mailIsOn={mailIsOn} /> : <OpenLink key={token} token={token} />;
}

/** Asks for a mail with a link; where no mail is sent, says who can make one. The answer is the same for everybody. */
function AskForLink({ mailIsOn }: { readonly mailIsOn: boolean }) {
  const form = useForm({ resolver: zodResolver(requestPasswordReset), defaultValues: { tenant: "", email: "" } });
  const requestLink = useMutation(useTRPC().passwordReset.request.mutationOptions());
  const { errors } = form.formState;
  useEffect(() => {
    if (form.getValues("tenant") === "") form.setValue("tenant", rememberedTenant() ?? "");
  }, [form]);

  if (!mailIsOn) {
    return (
      <>
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">Forgot your password?</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">
          This Portcullis sends no mail. Ask an administrator of your organisation: they can make a link for you that
          sets a new password, without ever seeing it.
        </p>
        <ButtonLink href="/sign-in">Back to the sign-in</ButtonLink>
      </>
    );
  }
  if (requestLink.isSuccess) {
    return (
      <div aria-live="polite">
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">Check your mail</h1>
        <p className="mt-2 text-base text-ink-muted">
          If there is an account for {form.getValues("email")} at {form.getValues("tenant")}, a link is on its way. It
          works once, within an hour.
        </p>
        <p className="mt-4 mb-6 text-sm text-ink-muted">
          Nothing arrived? Check the spam folder and both names, or ask an administrator of your organisation.
        </p>
        <ButtonLink href="/sign-in">Back to the sign-in</ButtonLink>
      </div>
    );
  }
  const failure = requestLink.isError ? describeApiError(requestLink.error) : undefined;
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">Forgot your password?</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">We mail you a link that sets a new one.</p>
      <Form onSubmit={() => void form.handleSubmit((who) => requestLink.mutate(who))()}>
        <Field label="Tenant" required hint="The short name of your organisation." error={errors.tenant?.message}>
          <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} {...form.register("tenant")} />
        </Field>
        <Field label="E-mail" required error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {failure && (
            <Callout tone="danger">
              {failure.data.retryAfter === undefined
                ? failure.message
                : `A link was asked for too often. Wait ${Math.ceil(failure.data.retryAfter / 60)} min, or ask an administrator.`}
            </Callout>
          )}
        </div>
        <Button type="submit" variant="primary" size="lg" busy={requestLink.isPending} className="mt-1 w-full">
          Mail me a link
        </Button>
      </Form>
      <p className="mt-6 text-sm">
        <PageLink href="/sign-in" className="text-ink-muted underline hover:text-ink">
          Back to the sign-in
        </PageLink>
      </p>
    </>
  );
}
