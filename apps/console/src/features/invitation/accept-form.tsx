"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { InvitationView } from "@portcullis/domain/invitation";
import { newPassword, passwordMinLength } from "@portcullis/domain/password";
import { email as emailAddress, text } from "@portcullis/domain/text";
import { personName } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { startSession } from "#features/sign-in/session-requests.ts";
import { rememberTenant } from "#features/sign-in/sign-in-state.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input, PasswordInput } from "#ui/form/input.tsx";
import { PageLink } from "#ui/page-link.tsx";

/** What somebody who is invited fills in: what to call them, and a password. */
export function AcceptForm({ token, invitation }: { readonly token: string; readonly invitation: InvitationView }) {
  const t = useTranslations();
  const { form, submit, isPending, failure } = useAcceptInvitation(token, invitation);
  const { errors } = form.formState;
  return (
    <Form onSubmit={() => void submit()}>
      {invitation.email === null ? (
        <Field
          label={t("common.eMail")}
          required
          hint={t("invitation.theAddressThatThisLink")}
          error={errors.email?.message}
        >
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
      ) : (
        <Field label={t("common.eMail")} hint={t("invitation.youSignInWithIt")}>
          <Input type="email" autoComplete="username" readOnly value={invitation.email} />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("common.firstName")} required error={errors.firstName?.message}>
          <Input autoComplete="given-name" {...form.register("firstName")} />
        </Field>
        <Field label={t("common.lastName")} optional error={errors.lastName?.message}>
          <Input autoComplete="family-name" {...form.register("lastName")} />
        </Field>
      </div>
      <Field
        label={t("common.password")}
        required
        error={errors.password?.message}
        hint={t("invitation.atLeastCharactersAndNot", { passwordMinLength })}
      >
        <PasswordInput autoComplete="new-password" {...form.register("password")} />
      </Field>
      <div aria-live="assertive" className="empty:hidden">
        {failure && (
          <Callout tone="danger">
            {failure.message}
            {failure.data.reason === "invitation_void" && (
              <>
                {" "}
                {t.rich("invitation.ifItWasYouWho", {
                  link: (chunks) => (
                    <PageLink href="/sign-in" className="font-medium underline">
                      {chunks}
                    </PageLink>
                  ),
                })}
              </>
            )}
          </Callout>
        )}
      </div>
      <Button type="submit" variant="primary" size="lg" busy={isPending} className="mt-1 w-full">
        {t("invitation.join", { name: invitation.tenant.name })}
      </Button>
    </Form>
  );
}

const newcomer = z.object({ email: emailAddress, firstName: text(100), lastName: personName, password: newPassword });
const fields = ["email", "firstName", "lastName", "password"] as const;

/** Takes the account up, then signs in with what was just chosen and goes in. */
function useAcceptInvitation(token: string, invitation: InvitationView) {
  const trpc = useTRPC();
  const form = useForm({
    resolver: zodResolver(newcomer),
    defaultValues: {
      email: invitation.email ?? "",
      firstName: invitation.firstName ?? "",
      lastName: invitation.lastName ?? "",
      password: "",
    },
  });
  const enter = useMutation({
    mutationFn: async (credentials: { tenant: string; email: string; password: string }) => {
      rememberTenant(credentials.tenant);
      const failure = await startSession(credentials);
      // Where signing in does not succeed now, the form of the sign-in says why.
      window.location.assign(failure ? "/sign-in" : "/");
    },
  });
  const accept = useMutation(
    trpc.invitation.accept.mutationOptions({
      onSuccess: ({ tenant, email }, { password }) => enter.mutate({ tenant, email, password }),
      onError: (error) => {
        const { message, data } = describeApiError(error);
        const field = fields.find((name) => name === data.field);
        if (field) form.setError(field, { message }, { shouldFocus: true });
      },
    }),
  );
  const failure = accept.error ? describeApiError(accept.error) : undefined;
  return {
    form,
    submit: form.handleSubmit((person) => accept.mutate({ token, ...person })),
    /** Stays so while the next page loads. */
    isPending: accept.isPending || accept.isSuccess,
    failure: fields.some((name) => name === failure?.data.field) ? undefined : failure,
  };
}
