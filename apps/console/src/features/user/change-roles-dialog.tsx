"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { useChangeRoles } from "./use-change-roles.ts";

/** Gives and takes the roles that a user holds directly; what one may not give or take says why. */
export function ChangeRolesDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const roles = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }));
  const change = useChangeRoles(user, onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Roles of ${displayName(user)}`}
      description="The roles that are assigned to them directly. They take effect with their next request."
      busy={change.isPending}
      footer={
        <>
          <Button disabled={change.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabledReason={change.isChanged ? undefined : "Nothing has been changed."}
            onClick={change.save}
          >
            Save roles
          </Button>
        </>
      }
    >
      {roles.isError && !roles.data ? (
        <QueryFailure
          title="The roles could not be loaded"
          error={roles.error}
          onRetry={() => void roles.refetch()}
          retrying={roles.isFetching}
        />
      ) : roles.data ? (
        <RoleChoice roles={roles.data.items} user={user} chosen={change.chosen} onChange={change.choose} />
      ) : (
        <Skeleton className="h-52 w-full" />
      )}
      <div aria-live="assertive">
        {change.failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {change.failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
