"use client";

import { useQuery } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import type { ReactNode } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { UserContext } from "./user-context.ts";
import { UserHeader } from "./user-header.tsx";
import { UserSkeleton } from "./user-skeleton.tsx";

/** Milliseconds between two looks while a gateway has not confirmed: what it should have done changes with the time. */
const pollIntervalMs = 5_000;

/** What all tabs of a user stand in: the user, kept up to date, and the header. */
export function UserFrame({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const query = useQuery({
    ...useTRPC().user.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.cascade?.state === "unconfirmed" ? pollIntervalMs : false),
  });
  const isNotFound = query.isError && describeApiError(query.error).data.code === "NOT_FOUND";
  // The stream told of the deletion before anybody asked again.
  if (isNotFound || query.data?.cascade?.kind === "delete") return <UserGone />;
  if (query.isError && !query.data) {
    return (
      <QueryFailure
        title="This user could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  if (!query.data) return <UserSkeleton />;
  return (
    <UserContext value={query.data}>
      <UserHeader user={query.data} />
      {children}
    </UserContext>
  );
}

/** Somebody deleted the user while the page was open. */
function UserGone() {
  return (
    <StatePanel
      heading="h1"
      icon={<UserX />}
      title="This user is gone"
      actions={<ButtonLink href="/users">All users</ButtonLink>}
    >
      This user was deleted. Their past activity stays in the audit log, by id only.
    </StatePanel>
  );
}
