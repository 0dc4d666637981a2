"use client";

import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { PolicyChoice } from "./policy-choice.tsx";
import type { GatewayForm as Fields } from "./use-gateway-form.ts";

export interface GatewayFormProps {
  readonly id: string;
  readonly form: Fields;
  readonly onSubmit: () => void;
}

export function GatewayForm({ id, form, onSubmit }: GatewayFormProps) {
  const { errors } = form.formState;
  return (
    <Form id={id} onSubmit={onSubmit}>
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
      <PolicyChoice form={form} />
    </Form>
  );
}
