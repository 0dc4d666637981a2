"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { GatewayItem } from "@portcullis/domain/gateway";
import { useForm, useWatch } from "react-hook-form";
import { describeApiError } from "#trpc/client.ts";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { gatewayFieldNames, gatewayFields, graceChoices, typedGateway } from "./gateway-fields.ts";

interface GatewayFormProps {
  readonly id: string;
  readonly form: GatewayForm;
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

const choices = [
  {
    value: "keep",
    label: "Keep everybody connected",
    hint: "People keep working through an outage. Anyone who is deactivated meanwhile stays connected through it.",
  },
  {
    value: "fail_closed",
    label: "Disconnect everybody after a time",
    hint: "Carried out by the agent: one that is stopped closes nothing.",
  },
  { value: "tenant", label: "Follow the tenant’s settings", hint: undefined },
] as const;

/** What the gateway does when it cannot reach the console. */
function PolicyChoice({ form }: { readonly form: GatewayForm }) {
  const [unreachable, graceSeconds] = useWatch({ control: form.control, name: ["unreachable", "graceSeconds"] });
  const error = form.formState.errors.unreachable?.message;
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">When it cannot reach the console</legend>
      {choices.map(({ value, label, hint }) => (
        <LabelledRadio
          key={value}
          name="unreachable"
          label={label}
          hint={hint}
          checked={unreachable === value}
          onChoose={() => form.setValue("unreachable", value, { shouldValidate: true, shouldDirty: true })}
        />
      ))}
      {error !== undefined && (
        <p role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      )}
      {unreachable === "fail_closed" && (
        <Field label="After" hint="A restart of the console takes a few seconds.">
          <Select
            options={graceChoices(graceSeconds)}
            value={String(graceSeconds)}
            onValueChange={(seconds) => form.setValue("graceSeconds", Number(seconds))}
            className="w-40"
          />
        </Field>
      )}
    </fieldset>
  );
}

/** The form of a new gateway. `refuse` puts what the API says of a field at that field, `isOfField` tells that it did. */
export function useGatewayForm(gateway: GatewayItem | undefined) {
  const form = useForm({ resolver: zodResolver(gatewayFields), defaultValues: typedGateway(gateway) });
  const fieldOf = (error: unknown) => {
    const { data } = describeApiError(error);
    return gatewayFieldNames.find((name) => name === data.field);
  };
  return {
    form,
    isOfField: (error: unknown) => fieldOf(error) !== undefined,
    refuse: (error: unknown) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { message: describeApiError(error).message }, { shouldFocus: true });
    },
  };
}
export type GatewayForm = ReturnType<typeof useGatewayForm>["form"];
