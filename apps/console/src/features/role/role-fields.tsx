"use client";

import { Controller } from "react-hook-form";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Textarea } from "#ui/form/textarea.tsx";
import { Panel } from "#ui/panel.tsx";
import { PermissionChoice } from "./permission-choice.tsx";
import type { RoleForm } from "./use-role-form.ts";

/** Name, description and permissions of a role. */
export function RoleFields({ form }: { readonly form: RoleForm }) {
  const { errors } = form.formState;
  return (
    <>
      <Panel title="Role">
        <div className="grid gap-4">
          <Field label="Name" required error={errors.name?.message}>
            <Input autoComplete="off" {...form.register("name")} />
          </Field>
          <Field label="Description" optional error={errors.description?.message}>
            <Textarea rows={2} {...form.register("description")} />
          </Field>
        </div>
      </Panel>
      <Panel
        title="Permissions"
        description="What people with this role may do, besides managing their own profile, devices and sessions."
      >
        <Controller
          name="permissions"
          control={form.control}
          render={({ field }) => <PermissionChoice chosen={field.value} onChange={field.onChange} />}
        />
      </Panel>
    </>
  );
}
