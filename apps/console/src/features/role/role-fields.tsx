"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type Permission, permission } from "@portcullis/domain/permission";
import { roleDescription, roleName } from "@portcullis/domain/role";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { useMe } from "#features/account/use-me.ts";
import { LabelledCheckbox } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, Textarea } from "#ui/form/input.tsx";
import { Panel } from "#ui/panel.tsx";
import { permissionAreas, permissionLabels } from "./role-text.ts";

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

interface PermissionChoiceProps {
  readonly chosen: readonly Permission[];
  readonly onChange: (chosen: Permission[]) => void;
}

/** Every permission with a box, under what it is about; what one lacks oneself cannot be given, and says so. */
function PermissionChoice({ chosen, onChange }: PermissionChoiceProps) {
  const me = useMe();
  return (
    // The bar with Save lies over the end of the page: what has the focus must not hide behind it.
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 [&_input]:scroll-mb-20">
      {permissionAreas.map((area) => (
        <fieldset key={area.name} className="min-w-0">
          <legend className="mb-1 text-xs font-semibold text-ink-muted">{area.name}</legend>
          {area.permissions.map((id) => (
            <LabelledCheckbox
              key={id}
              label={permissionLabels[id]}
              hint={<code className="font-mono">{id}</code>}
              checked={chosen.includes(id)}
              disabledReason={me.permissions.includes(id) ? undefined : "You do not have this permission yourself."}
              onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

const roleFields = z.object({ name: roleName, description: roleDescription, permissions: z.array(permission) });

interface RoleFieldValues {
  readonly name: string;
  readonly description: string;
  readonly permissions: Permission[];
}

export const noRole: RoleFieldValues = { name: "", description: "", permissions: [] };

/** A role as its form has it. */
export function fieldsOf(role: {
  name: string;
  description: string | null;
  permissions: Permission[];
}): RoleFieldValues {
  return { name: role.name, description: role.description ?? "", permissions: role.permissions };
}

/** The form of a role, by the rules of the API. */
export const useRoleForm = (defaultValues: RoleFieldValues) =>
  useForm({ resolver: zodResolver(roleFields), defaultValues });
export type RoleForm = ReturnType<typeof useRoleForm>;
