"use client";

import { livingStatuses } from "@portcullis/domain/user/lifecycle";
import type { UserConcern } from "@portcullis/domain/user/user-sort";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "#features/account/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { Chip } from "#ui/chip.tsx";
import { Select } from "#ui/form/select.tsx";
import type { UserSearch } from "./user-search-params.ts";

const any = "any";
const concernNames: Readonly<Record<UserConcern, string>> = {
  administrator_without_factor: "Administrators without a second factor",
  over_device_limit: "Over the device limit",
  invitation_expiring: "Invitation about to expire",
};
const statusNames = { pending: "Pending", active: "Active", inactive: "Deactivated" } as const;

/** What narrows the list. Roles and groups are offered to those who may see them. */
export function UsersFilters(props: { search: UserSearch; onChange: (change: Partial<UserSearch>) => void }) {
  const { search, onChange } = props;
  const trpc = useTRPC();
  const { permissions } = useMe();
  const roles = useQuery(trpc.role.list.queryOptions({ limit: 100 }, { enabled: permissions.includes("role:read") }));
  const groups = useQuery(
    trpc.group.list.queryOptions({ limit: 100 }, { enabled: permissions.includes("group:read") }),
  );
  const named = (items: readonly { id: string; name: string }[] | undefined, all: string) => [
    { value: any, label: all },
    ...(items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Select
        label="Status"
        className="sm:w-36"
        value={search.status[0] ?? any}
        options={[
          { value: any, label: "Any status" },
          ...livingStatuses.map((status) => ({ value: status, label: statusNames[status] })),
        ]}
        onValueChange={(value) => onChange({ status: livingStatuses.filter((status) => status === value) })}
      />
      <Select
        label="Presence"
        className="sm:w-36"
        value={search.presence ?? any}
        options={[
          { value: any, label: "On or offline" },
          { value: "online", label: "Online" },
          { value: "offline", label: "Offline" },
        ]}
        onValueChange={(value) => onChange({ presence: value === "online" || value === "offline" ? value : null })}
      />
      {roles.data && (
        <Select
          label="Role"
          className="sm:w-36"
          value={search.role ?? any}
          options={named(roles.data.items, "Any role")}
          onValueChange={(value) => onChange({ role: value === any ? null : value })}
        />
      )}
      {groups.data && (
        <Select
          label="Group"
          className="sm:w-40"
          value={search.group ?? any}
          options={named(groups.data.items, "Any group")}
          onValueChange={(value) => onChange({ group: value === any ? null : value })}
        />
      )}
      {search.concern && (
        <span className="col-span-2 flex min-w-0">
          <Chip
            removeLabel={`Show others than: ${concernNames[search.concern]}`}
            onRemove={() => onChange({ concern: null })}
          >
            {concernNames[search.concern]}
          </Chip>
        </span>
      )}
    </>
  );
}
