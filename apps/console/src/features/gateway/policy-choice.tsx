"use client";

import { useWatch } from "react-hook-form";
import { graceChoices } from "#features/tenant/grace-choices.ts";
import { Field } from "#ui/form/field.tsx";
import { LabelledRadio } from "#ui/form/labelled-radio.tsx";
import { Select } from "#ui/form/select.tsx";
import type { GatewayForm } from "./use-gateway-form.ts";

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
export function PolicyChoice({ form }: { readonly form: GatewayForm }) {
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
