"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "#features/account/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { CheckList } from "#ui/form/check-list.tsx";
import { whyNotAssign } from "./group-refusal.ts";

export interface RolesFieldProps {
  /** What the group carries now. */
  readonly carried: GroupDetail["roles"];
  readonly chosen: readonly string[];
  readonly onChange: (roleIds: string[]) => void;
}

/** The roles that a group carries. One that the reader could not give stays as it is, and says why. */
export function RolesField({ carried, chosen, onChange }: RolesFieldProps) {
  const me = useMe();
  const maySee = me.permissions.includes("role:read");
  const list = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }, { enabled: maySee }));
  const offered = maySee ? list.data?.items : carried;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">
        Roles <span className="font-normal text-ink-faint">(optional)</span>
      </legend>
      {offered ? (
        <CheckList
          label="Roles"
          items={offered.map((role) => ({
            id: role.id,
            name: role.name,
            note: role.description,
            disabledReason: whyNotAssign(me, [role]),
          }))}
          chosen={new Set(chosen)}
          onToggle={(id, isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ) : (
        <Skeleton className="h-32 w-full" />
      )}
      <p className="text-xs text-ink-muted">Members hold them for as long as they are in the group.</p>
    </fieldset>
  );
}
