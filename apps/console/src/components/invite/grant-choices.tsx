"use client";

import { grantRefusal } from "@portcullis/domain/user/governance";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "#components/use-me.ts";
import { permissionRefusal } from "#components/user/refusal.ts";
import { useTRPC } from "#trpc/client.ts";
import { ChoiceList } from "./choice-list.tsx";

export interface GrantChoicesProps {
  readonly roleIds: readonly string[];
  readonly onRolesChange: (ids: readonly string[]) => void;
  readonly groupIds: readonly string[];
  readonly onGroupsChange: (ids: readonly string[]) => void;
}

/** Roles and groups to begin with. What one may not give stands there too, and says why. */
export function GrantChoices({ roleIds, onRolesChange, groupIds, onGroupsChange }: GrantChoicesProps) {
  const trpc = useTRPC();
  const me = useMe();
  const roles = useQuery(
    trpc.role.list.queryOptions({ limit: 100 }, { enabled: me.permissions.includes("role:read") }),
  );
  const groups = useQuery(
    trpc.group.list.queryOptions({ limit: 100 }, { enabled: me.permissions.includes("group:read") }),
  );
  const mayAssign = permissionRefusal(me, "role:assign");
  const mayAdd = permissionRefusal(me, "group:write");
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {roles.data && (
        <ChoiceList
          legend="Roles"
          hint="Without one they become members."
          refusal={mayAssign}
          options={roles.data.items.map((role) => ({
            id: role.id,
            name: role.name,
            refusal: mayAssign ? undefined : grantRefusal(me, role.permissions)?.message,
          }))}
          chosen={roleIds}
          onChange={onRolesChange}
        />
      )}
      {groups.data && (
        <ChoiceList
          legend="Groups"
          refusal={mayAdd}
          options={groups.data.items.map(({ id, name }) => ({ id, name, refusal: undefined }))}
          chosen={groupIds}
          onChange={onGroupsChange}
        />
      )}
    </div>
  );
}
