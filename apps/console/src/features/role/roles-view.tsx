"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { RoleCards } from "./role-cards.tsx";
import { inOrder } from "./role-order.ts";
import { RolesMatrix } from "./roles-matrix.tsx";
import { RolesSkeleton } from "./roles-skeleton.tsx";

/** Who may do what: every role and every permission. */
export function RolesView() {
  const query = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }));
  const disabledReason = permissionRefusal(useMe(), "role:write");
  const roles = query.data && inOrder(query.data.items);
  const words = (
    <>
      <Plus aria-hidden="true" />
      New role
    </>
  );
  return (
    <>
      <PageHeader
        title="Roles"
        description="What people may do in this console. Everybody may see their own profile, devices and sessions; the owner may do everything."
        actions={
          disabledReason === undefined ? (
            <ButtonLink href="/roles/new" variant="primary">
              {words}
            </ButtonLink>
          ) : (
            <Button disabledReason={disabledReason}>{words}</Button>
          )
        }
      />
      {query.isError && !roles ? (
        <QueryFailure
          title="The roles could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : !roles ? (
        <RolesSkeleton />
      ) : (
        <>
          <RolesMatrix roles={roles} />
          <RoleCards roles={roles} />
          {query.data.nextCursor !== null && (
            <p className="mt-3 text-sm text-ink-muted">
              The first {roles.length} of {query.data.total.count} roles are shown, by name.
            </p>
          )}
        </>
      )}
    </>
  );
}
