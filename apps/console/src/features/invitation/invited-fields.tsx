"use client";

import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import type { useInvite } from "./use-invite.ts";

/** One person to invite. */
export function InvitedFields({ form }: { readonly form: ReturnType<typeof useInvite>["form"] }) {
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="E-mail" required error={errors.email?.message} className="sm:col-span-2">
        <Input type="email" autoComplete="off" spellCheck={false} {...form.register("email")} />
      </Field>
      <Field label="First name" optional error={errors.firstName?.message}>
        <Input autoComplete="off" {...form.register("firstName")} />
      </Field>
      <Field label="Last name" optional error={errors.lastName?.message}>
        <Input autoComplete="off" {...form.register("lastName")} />
      </Field>
    </div>
  );
}
