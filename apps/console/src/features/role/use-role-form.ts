import { zodResolver } from "@hookform/resolvers/zod";
import { type Permission, permission } from "@portcullis/domain/permission";
import { roleDescription, roleName } from "@portcullis/domain/role";
import { useForm } from "react-hook-form";
import { z } from "zod";

const roleFields = z.object({ name: roleName, description: roleDescription, permissions: z.array(permission) });

export interface RoleFields {
  readonly name: string;
  readonly description: string;
  readonly permissions: Permission[];
}

export const noRole: RoleFields = { name: "", description: "", permissions: [] };

/** A role as its form has it. */
export function fieldsOf(role: { name: string; description: string | null; permissions: Permission[] }): RoleFields {
  return { name: role.name, description: role.description ?? "", permissions: role.permissions };
}

/** The form of a role, by the rules of the API. */
export const useRoleForm = (defaultValues: RoleFields) => useForm({ resolver: zodResolver(roleFields), defaultValues });
export type RoleForm = ReturnType<typeof useRoleForm>;
