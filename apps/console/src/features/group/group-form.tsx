"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { Controller, useWatch } from "react-hook-form";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { Textarea } from "#ui/form/textarea.tsx";
import { RolesField } from "./roles-field.tsx";
import type { useSaveGroup } from "./use-save-group.ts";

export interface GroupFormProps {
  readonly id: string;
  readonly form: ReturnType<typeof useSaveGroup>["form"];
  readonly group: GroupDetail | undefined;
  readonly onSubmit: () => void;
}

export function GroupForm({ id, form, group, onSubmit }: GroupFormProps) {
  const { errors } = form.formState;
  const limit = useWatch({ control: form.control, name: "maxDevices" }).trim();
  const lowers = limit !== "" && Number(limit) < (group?.maxDevices ?? (group ? Number.POSITIVE_INFINITY : 0));
  return (
    <Form id={id} onSubmit={onSubmit}>
      <Field label="Name" required error={errors.name?.message}>
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Field label="Description" optional error={errors.description?.message}>
        <Textarea rows={2} {...form.register("description")} />
      </Field>
      <Field
        label="Device limit"
        optional
        error={errors.maxDevices?.message}
        hint="Devices that each member may have. The largest of a person’s groups counts, unless they have a limit of their own."
      >
        <Input inputMode="numeric" autoComplete="off" className="sm:max-w-32" {...form.register("maxDevices")} />
      </Field>
      {lowers && (
        <Callout>Nobody loses a device by a lower limit: who has more keeps them, and cannot add another.</Callout>
      )}
      <Controller
        name="roleIds"
        control={form.control}
        render={({ field }) => (
          <RolesField carried={group?.roles ?? []} chosen={field.value} onChange={field.onChange} />
        )}
      />
    </Form>
  );
}
