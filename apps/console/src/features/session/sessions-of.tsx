"use client";

import type { SessionItem } from "@portcullis/domain/session";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import { useKeysetPages } from "#ui/table/use-keyset-pages.ts";
import { toListSessions } from "./session-pages.ts";
import { SessionsTable } from "./sessions-table.tsx";

export interface SessionsOfProps {
  readonly person: {
    readonly id: string;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string;
  };
  readonly isOwn: boolean;
  /** Why they cannot be ended. */
  readonly disabledReason?: string | undefined;
  /** More that can be done, before what ends all of them. */
  readonly actions?: ReactNode | undefined;
}

/** Where somebody is signed in to this console, and how to end it. */
export function SessionsOf({ person: user, isOwn, disabledReason, actions }: SessionsOfProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const pages = useKeysetPages();
  const [ending, setEnding] = useState<SessionItem | "all" | null>(null);
  const list = useQuery({
    ...trpc.session.list.queryOptions(toListSessions(user.id, pages.cursor)),
    placeholderData: keepPreviousData,
  });
  const settle = {
    onSuccess: () => {
      setEnding(null);
      for (const noun of [trpc.session, trpc.user, trpc.audit]) {
        void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
      }
    },
  };
  const revoke = useMutation(trpc.session.revoke.mutationOptions(settle));
  const revokeAll = useMutation(trpc.session.revokeAll.mutationOptions(settle));
  const running = ending === "all" ? revokeAll : revoke;

  if (list.isError && !list.data) {
    return (
      <QueryFailure
        title="The sessions could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  if (!list.data) return <TableSkeleton label="Sessions" columns={["Program", "Address", "Opened", "Last seen"]} />;
  if (list.data.items.length === 0) {
    return (
      <EmptyState icon={<MonitorX />} title="Not signed in">
        {displayName(user)} has no open session of this console.
      </EmptyState>
    );
  }

  const { items, total, nextCursor } = list.data;
  const name = displayName(user);
  return (
    <>
      <div className="mb-3 flex flex-wrap justify-end gap-2">
        {actions}
        <Button disabledReason={disabledReason} onClick={() => setEnding("all")}>
          {isOwn ? "End all others" : "End all sessions"}
        </Button>
      </div>
      <SessionsTable sessions={items} busy={list.isPlaceholderData} disabledReason={disabledReason} onEnd={setEnding} />
      <Pagination
        noun="session"
        total={total}
        shown={items.length}
        busy={list.isFetching}
        onPrevious={pages.previous}
        onNext={nextCursor === null ? null : () => pages.next(nextCursor)}
      />
      {ending && (
        <AlertDialog
          open
          onOpenChange={(open) => !open && setEnding(null)}
          title={ending === "all" ? `End the sessions of ${name}` : `End a session of ${name}`}
          description={
            ending === "all"
              ? `Every ${isOwn ? "other session" : "session"} is refused from its next request on. Devices stay as they are.`
              : "It is refused from its next request on. Devices stay as they are."
          }
          busy={running.isPending}
          error={running.isError ? describeApiError(running.error).message : undefined}
          action={{
            label: ending === "all" ? "End sessions" : "End session",
            onAction: () =>
              ending === "all" ? revokeAll.mutate({ userId: user.id }) : revoke.mutate({ id: ending.id }),
          }}
        />
      )}
    </>
  );
}
