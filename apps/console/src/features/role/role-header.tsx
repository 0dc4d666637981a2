"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { Copy, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { DeleteRoleDialog } from "./delete-role-dialog.tsx";
import { whyNotDeleteRole } from "./role-refusal.ts";

/** What the role is called, and what can be done with it as a whole. */
export function RoleHeader({ role }: { readonly role: RoleDetail }) {
  const me = useMe();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title={role.name}
        description={role.description ?? undefined}
        back={{ href: "/roles", label: "Roles" }}
        marks={role.system && <Badge>System role</Badge>}
        actions={
          <>
            {me.permissions.includes("role:write") && (
              <ButtonLink href={`/roles/new?from=${role.id}`}>
                <Copy aria-hidden="true" />
                New role like this
              </ButtonLink>
            )}
            <Button
              variant="danger-quiet"
              disabledReason={whyNotDeleteRole(me, role)}
              onClick={() => setIsDeleting(true)}
            >
              <Trash2 aria-hidden="true" />
              Delete
            </Button>
          </>
        }
      />
      {isDeleting && <DeleteRoleDialog role={role} onClose={() => setIsDeleting(false)} />}
    </>
  );
}
