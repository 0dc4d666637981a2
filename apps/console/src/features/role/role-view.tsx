"use client";

import { useQuery } from "@tanstack/react-query";
import { Shield } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { RoleEditor } from "./role-editor.tsx";
import { RoleHeader } from "./role-header.tsx";
import { RoleHoldersPanel } from "./role-holders-panel.tsx";
import { RolePermissions } from "./role-permissions.tsx";
import { whyNotChangeRole } from "./role-refusal.ts";
import { RolesSkeleton } from "./roles-skeleton.tsx";

/** One role: what it permits, and who holds it. */
export function RoleView({ id }: { readonly id: string }) {
  const me = useMe();
  const query = useQuery(useTRPC().role.get.queryOptions({ id }));
  const role = query.data;
  if (query.isError && describeApiError(query.error).data.code === "NOT_FOUND") {
    return (
      <StatePanel
        heading="h1"
        icon={<Shield />}
        title="This role is gone"
        actions={<ButtonLink href="/roles">All roles</ButtonLink>}
      >
        It was deleted.
      </StatePanel>
    );
  }
  if (!role) {
    if (!query.isError) return <RolesSkeleton />;
    return (
      <QueryFailure
        title="This role could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  const disabledReason = whyNotChangeRole(me, role);
  return (
    <>
      <RoleHeader role={role} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-4">
          {disabledReason === undefined ? (
            <RoleEditor key={role.id} role={role} />
          ) : (
            <>
              <Callout>{disabledReason}</Callout>
              <RolePermissions permissions={role.permissions} />
            </>
          )}
        </div>
        <RoleHoldersPanel role={role} />
      </div>
    </>
  );
}
