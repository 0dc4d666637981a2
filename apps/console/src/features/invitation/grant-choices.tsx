"use client";

import { useQuery } from "@tanstack/react-query";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal, whyNotAssign, whyNotMove } from "#features/user/disabled-reasons.ts";

import { useTRPC } from "#trpc/client.ts";
import { CheckList } from "#ui/form/checkbox.tsx";

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
  const permissionsOf = new Map(roles.data?.items.map((role) => [role.id, role.permissions]));
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {roles.data && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium">Roles</legend>
          {mayAssign === undefined && (
            <CheckList
              label="Roles"
              items={roles.data.items.map((role) => ({
                id: role.id,
                name: role.name,
                disabledReason: whyNotAssign(me, [role]),
              }))}
              chosen={new Set(roleIds)}
              onToggle={(id, isChosen) => onRolesChange(toggled(roleIds, id, isChosen))}
            />
          )}
          <p className={mayAssign === undefined ? "mt-1.5 text-xs text-ink-muted" : "text-xs text-ink-muted"}>
            {mayAssign === undefined
              ? "Without one they become members."
              : `They become members. To give other roles: ${lowered(mayAssign)}`}
          </p>
        </fieldset>
      )}
      {groups.data && groups.data.items.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium">Groups</legend>
          {mayAdd === undefined ? (
            <CheckList
              label="Groups"
              items={groups.data.items.map((group) => ({
                id: group.id,
                name: group.name,
                disabledReason: whyNotMove(me, {
                  roles: group.roles.map((role) => ({ ...role, permissions: permissionsOf.get(role.id) })),
                }),
              }))}
              chosen={new Set(groupIds)}
              onToggle={(id, isChosen) => onGroupsChange(toggled(groupIds, id, isChosen))}
            />
          ) : (
            <p className="text-xs text-ink-muted">They begin in none. To add them: {lowered(mayAdd)}</p>
          )}
        </fieldset>
      )}
    </div>
  );
}

const toggled = (ids: readonly string[], id: string, isChosen: boolean) =>
  isChosen ? [...ids, id] : ids.filter((one) => one !== id);

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
