"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

import { ChangeRolesDialog } from "./change-roles-dialog.tsx";
import { whyNotChangeRoles } from "./disabled-reasons.ts";

/** The roles of a user and how each is held; those held directly can be changed. */
export function UserRoles({ user }: { readonly user: UserDetail }) {
  const me = useMe();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Panel
      title="Roles"
      flush
      actions={
        <Button size="sm" disabledReason={whyNotChangeRoles(me, user)} onClick={() => setIsChanging(true)}>
          Change roles
        </Button>
      }
    >
      {user.roles.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No roles">
          {user.isOwner ? "The owner may do everything without one." : "Only their own profile, devices and sessions."}
        </EmptyState>
      ) : (
        <RolesTable roles={user.roles} linked={me.permissions.includes("role:read")} />
      )}
      {isChanging && <ChangeRolesDialog user={user} onClose={() => setIsChanging(false)} />}
    </Panel>
  );
}

function RolesTable({ roles, linked }: { readonly roles: UserDetail["roles"]; readonly linked: boolean }) {
  return (
    <Table label="Roles" framed={false}>
      <TableHead>
        <TableHeading kind="title">Role</TableHeading>
        <TableHeading>Held</TableHeading>
        <TableHeading from="md" align="end">
          Permissions
        </TableHeading>
      </TableHead>
      <TableBody>
        {roles.map((role) => (
          <TableRow key={role.id}>
            <TableCell label="Role" kind="title">
              {linked ? (
                <PageLink href={`/roles/${role.id}`} className="block truncate font-medium hover:underline">
                  {role.name}
                </PageLink>
              ) : (
                <span className="block truncate font-medium">{role.name}</span>
              )}
              {role.description && <span className="block truncate text-xs text-ink-muted">{role.description}</span>}
            </TableCell>
            <TableCell label="Held">
              <span className="flex flex-wrap gap-1">
                {role.origins.map((origin) =>
                  origin.kind === "direct" ? (
                    <Badge key="direct">direct</Badge>
                  ) : (
                    <Badge key={origin.id} tone="outline">
                      through group {origin.name}
                    </Badge>
                  ),
                )}
              </span>
            </TableCell>
            <TableCell label="Permissions" from="md" align="end">
              {role.permissions.length}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
