"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const trpc = useTRPC();
  const me = useMe();
  const roles = useQuery(
    trpc.role.list.queryOptions({ limit: 100 }, { enabled: me.permissions.includes("role:read") }),
  );
  const groups = useQuery(
    trpc.group.list.queryOptions({ limit: 100 }, { enabled: me.permissions.includes("group:read") }),
  );
  const mayAssign = permissionRefusal(t, me, "role:assign");
  const mayAdd = permissionRefusal(t, me, "group:write");
  const permissionsOf = new Map(roles.data?.items.map((role) => [role.id, role.permissions]));
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {roles.data && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium">{t("common.roles")}</legend>
          {mayAssign === undefined && (
            <CheckList
              label={t("common.roles")}
              items={roles.data.items.map((role) => ({
                id: role.id,
                name: role.name,
                disabledReason: whyNotAssign(t, me, [role]),
              }))}
              chosen={new Set(roleIds)}
              onToggle={(id, isChosen) => onRolesChange(toggled(roleIds, id, isChosen))}
            />
          )}
          <p className={mayAssign === undefined ? "mt-1.5 text-xs text-ink-muted" : "text-xs text-ink-muted"}>
            {mayAssign === undefined
              ? t("invitation.withoutOneTheyBecomeMembers")
              : t("invitation.theyBecomeMembersToGive", { lowered: lowered(mayAssign) })}
          </p>
        </fieldset>
      )}
      {groups.data && groups.data.items.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium">{t("common.groups")}</legend>
          {mayAdd === undefined ? (
            <CheckList
              label={t("common.groups")}
              items={groups.data.items.map((group) => ({
                id: group.id,
                name: group.name,
                disabledReason: whyNotMove(t, me, {
                  roles: group.roles.map((role) => ({ ...role, permissions: permissionsOf.get(role.id) })),
                }),
              }))}
              chosen={new Set(groupIds)}
              onToggle={(id, isChosen) => onGroupsChange(toggled(groupIds, id, isChosen))}
            />
          ) : (
            <p className="text-xs text-ink-muted">{t("invitation.theyBeginInNoneTo", { lowered: lowered(mayAdd) })}</p>
          )}
        </fieldset>
      )}
    </div>
  );
}

const toggled = (ids: readonly string[], id: string, isChosen: boolean) =>
  isChosen ? [...ids, id] : ids.filter((one) => one !== id);

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
