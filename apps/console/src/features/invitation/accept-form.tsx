"use client";

import type { InvitationView } from "@portcullis/domain/invitation";
import { passwordMinLength } from "@portcullis/domain/password";
import { PasswordInput } from "#features/sign-in/password-input.tsx";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { useAcceptInvitation } from "./use-accept-invitation.ts";

/** What somebody who is invited fills in: what to call them, and a password. */
export function AcceptForm({ token, invitation }: { readonly token: string; readonly invitation: InvitationView }) {
  const { form, submit, isPending, failure } = useAcceptInvitation(token, invitation);
  const { errors } = form.formState;
  return (
    <Form onSubmit={() => void submit()}>
      {invitation.email === null ? (
        <Field
          label="E-mail"
          required
          hint="The address that this link was created for. You sign in with it."
          error={errors.email?.message}
        >
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
      ) : (
        <Field label="E-mail" hint="You sign in with it.">
          <Input type="email" autoComplete="username" readOnly value={invitation.email} />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="First name" required error={errors.firstName?.message}>
          <Input autoComplete="given-name" {...form.register("firstName")} />
        </Field>
        <Field label="Last name" optional error={errors.lastName?.message}>
          <Input autoComplete="family-name" {...form.register("lastName")} />
        </Field>
      </div>
      <Field
        label="Password"
        required
        error={errors.password?.message}
        hint={`At least ${passwordMinLength} characters, and not one that many people use. A few unrelated words are good; nothing else is asked of it.`}
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
                If it was you who used it,{" "}
                <PageLink href="/sign-in" className="font-medium underline">
                  sign in
                </PageLink>
                .
              </>
            )}
          </Callout>
        )}
      </div>
      <Button type="submit" variant="primary" size="lg" busy={isPending} className="mt-1 w-full">
        Join {invitation.tenant.name}
      </Button>
    </Form>
  );
}
