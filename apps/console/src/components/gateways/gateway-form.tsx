"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { GatewayForm as Form } from "./use-gateway-form.ts";

export interface GatewayFormProps {
  readonly id: string;
  readonly form: Form;
  readonly onSubmit: () => void;
}

export function GatewayForm({ id, form, onSubmit }: GatewayFormProps) {
  const { errors } = form.formState;
  return (
    <form
      id={id}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Field label="Name" required error={errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <Field
        label="Endpoint"
        required
        error={errors.endpoint?.message}
        // An error says the same.
        hint={
          errors.endpoint
            ? undefined
            : "Host and UDP port that devices reach it at, such as vpn.example.com:51820 or [2001:db8::7]:51820."
        }
      >
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          {...form.register("endpoint")}
        />
      </Field>
    </form>
  );
}
