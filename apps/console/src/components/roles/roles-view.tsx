"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { QueryFailure } from "#components/query-failure.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { useMe } from "#components/use-me.ts";
import { permissionRefusal } from "#components/user/refusal.ts";
import { useTRPC } from "#trpc/client.ts";
import { RoleCards } from "./role-cards.tsx";
import { inOrder } from "./role-order.ts";
import { RolesMatrix } from "./roles-matrix.tsx";
import { RolesSkeleton } from "./roles-skeleton.tsx";

/** Who may do what: every role and every permission. */
export function RolesView() {
  const query = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }));
  const refusal = permissionRefusal(useMe(), "role:write");
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
          refusal === undefined ? (
            <ButtonLink href="/roles/new" variant="primary">
              {words}
            </ButtonLink>
          ) : (
            <Button refusal={refusal}>{words}</Button>
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
