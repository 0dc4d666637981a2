"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type Permission, permission } from "@portcullis/domain/permission";
import { roleDescription, roleName } from "@portcullis/domain/role";
import { Controller, useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { useMe } from "#features/account/use-me.ts";
import { LabelledCheckbox } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, Textarea } from "#ui/form/input.tsx";
import { Panel } from "#ui/panel.tsx";
import { permissionAreas, permissionLabels } from "./role-text.ts";

/** Name, description and permissions of a role. */
export function RoleFields({ form }: { readonly form: RoleForm }) {
  const t = useTranslations();
  const { errors } = form.formState;
  return (
    <>
      <Panel title={t("common.role")}>
        <div className="grid gap-4">
          <Field label={t("common.name")} required error={errors.name?.message}>
            <Input autoComplete="off" {...form.register("name")} />
          </Field>
          <Field label={t("common.description")} optional error={errors.description?.message}>
            <Textarea rows={2} {...form.register("description")} />
          </Field>
        </div>
      </Panel>
      <Panel title={t("common.permissions")} description={t("role.whatPeopleWithThisRole")}>
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
  const t = useTranslations();
  const me = useMe();
  return (
    // The bar with Save lies over the end of the page: what has the focus must not hide behind it.
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 [&_input]:scroll-mb-20">
      {permissionAreas(t).map((area) => (
        <fieldset key={area.name} className="min-w-0">
          <legend className="mb-1 text-xs font-semibold text-ink-muted">{area.name}</legend>
          {area.permissions.map((id) => (
            <LabelledCheckbox
              key={id}
              label={permissionLabels(t)[id]}
              hint={<code className="font-mono">{id}</code>}
              checked={chosen.includes(id)}
              disabledReason={me.permissions.includes(id) ? undefined : t("role.youDoNotHaveThis")}
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
