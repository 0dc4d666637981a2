"use client";

import type { RoleItem } from "@portcullis/domain/role";
import { grantRefusal } from "@portcullis/domain/user/governance";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMe } from "#features/account/use-me.ts";
import { inOrder } from "#features/role/role-order.ts";
import { LabelledCheckbox } from "#ui/form/labelled-checkbox.tsx";

export interface RoleChoiceProps {
  readonly roles: readonly RoleItem[];
  readonly user: UserDetail;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Every role with a box; those that reach the user through a group as well say so. */
export function RoleChoice({ roles, user, chosen, onChange }: RoleChoiceProps) {
  const me = useMe();
  const groupsOf = (id: string) =>
    user.roles
      .find((role) => role.id === id)
      ?.origins.flatMap((origin) => (origin.kind === "group" ? [origin.name] : [])) ?? [];
  return (
    <fieldset>
      <legend className="sr-only">Roles</legend>
      {inOrder(roles).map((role) => {
        const groups = groupsOf(role.id);
        const through = groups.length > 0 && `Also assigned through ${groups.join(", ")}.`;
        const hint = [role.description, through].filter(Boolean).join(" ");
        return (
          <LabelledCheckbox
            key={role.id}
            label={role.name}
            hint={hint || undefined}
            checked={chosen.includes(role.id)}
            disabledReason={grantRefusal(me, role.permissions, "It")?.message}
            onChange={(checked) =>
              onChange(checked ? [...chosen, role.id] : chosen.filter((other) => other !== role.id))
            }
          />
        );
      })}
    </fieldset>
  );
}
