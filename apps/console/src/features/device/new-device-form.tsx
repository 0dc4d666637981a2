"use client";

import { platforms } from "@portcullis/domain/device/platform";
import { Controller } from "react-hook-form";
import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { KeyChoice } from "./key-choice.tsx";
import { platformNames } from "./platform-names.ts";
import type { useRegisterDevice } from "./use-register-device.ts";

const platformOptions = [
  { value: "", label: "Choose a platform" },
  ...platforms.map((platform) => ({ value: platform, label: platformNames[platform] })),
] as const;

export type NewDeviceFormProps = Pick<
  ReturnType<typeof useRegisterDevice>,
  "form" | "keys" | "setKeys" | "canMakeKeys"
> & {
  readonly id: string;
  readonly onSubmit: () => void;
};

export function NewDeviceForm({ id, form, onSubmit, ...keyChoice }: NewDeviceFormProps) {
  const { errors } = form.formState;
  return (
    <Form id={id} onSubmit={onSubmit}>
      <Field label="Name" required error={errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <Field label="Platform" required error={errors.platform?.message}>
        <Controller
          name="platform"
          control={form.control}
          render={({ field }) => (
            <Select ref={field.ref} options={platformOptions} value={field.value} onValueChange={field.onChange} />
          )}
        />
      </Field>
      <KeyChoice {...keyChoice} field={form.register("publicKey")} error={errors.publicKey?.message} />
    </Form>
  );
}
