"use client";

import type { SessionItem } from "@portcullis/domain/session";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { Pagination, useKeysetPages } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { agentName, toListSessions } from "./session-list.ts";

interface SessionsOfProps {
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
  const t = useTranslations();
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
      void invalidate(queryClient, { nouns: ["session"] });
    },
  };
  const revoke = useMutation(trpc.session.revoke.mutationOptions(settle));
  const revokeAll = useMutation(trpc.session.revokeAll.mutationOptions(settle));
  const running = ending === "all" ? revokeAll : revoke;

  const name = displayName(user);
  return (
    <QueryView
      query={list}
      failure={t("session.theSessionsCouldNotBe")}
      skeleton={
        <TableSkeleton
          label={t("common.sessions")}
          columns={[t("session.program"), t("session.address"), t("session.opened"), t("common.lastSeen")]}
        />
      }
      empty={
        <EmptyState icon={<MonitorX />} title={t("session.notSignedIn")}>
          {t("session.hasNoOpenSessionOf", { name })}
        </EmptyState>
      }
    >
      {({ items, total, nextCursor }) => (
        <>
          <div className="mb-3 flex flex-wrap justify-end gap-2">
            {actions}
            <Button disabledReason={disabledReason} onClick={() => setEnding("all")}>
              {isOwn ? t("session.endAllOthers") : t("session.endAllSessions")}
            </Button>
          </div>
          <SessionsTable
            sessions={items}
            busy={list.isPlaceholderData}
            disabledReason={disabledReason}
            onEnd={setEnding}
          />
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
              onClose={() => setEnding(null)}
              title={ending === "all" ? t("session.endTheSessionsOf", { name }) : t("session.endASessionOf", { name })}
              description={
                ending === "all"
                  ? t("session.everyIsRefusedFromIts", {
                      sessions: isOwn ? t("session.otherSession") : t("session.session"),
                    })
                  : t("session.itIsRefusedFromIts")
              }
              busy={running.isPending}
              error={running.isError ? describeApiError(running.error).message : undefined}
              action={{
                label: ending === "all" ? t("session.endSessions") : t("session.endSession"),
                onAction: () =>
                  ending === "all" ? revokeAll.mutate({ userId: user.id }) : revoke.mutate({ id: ending.id }),
              }}
            />
          )}
        </>
      )}
    </QueryView>
  );
}

interface SessionsTableProps {
  readonly sessions: readonly SessionItem[];
  readonly busy: boolean;
  /** Why they cannot be ended. */
  readonly disabledReason: string | undefined;
  readonly onEnd: (session: SessionItem) => void;
}

/** One row a session: which program, from where, since when. */
function SessionsTable({ sessions, busy, disabledReason, onEnd }: SessionsTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("common.sessions")} busy={busy}>
      <TableHead>
        <TableHeading kind="title">{t("session.program")}</TableHeading>
        <TableHeading>{t("session.address")}</TableHeading>
        <TableHeading>{t("session.opened")}</TableHeading>
        <TableHeading>{t("common.lastSeen")}</TableHeading>
        <TableHeading from="lg">{t("session.endsAtTheLatest")}</TableHeading>
        <TableHeading align="end">
          <span className="sr-only">{t("session.end")}</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell label={t("session.program")} kind="title">
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate font-medium" title={session.agent ?? undefined}>
                  {agentName(t, session.agent)}
                </span>
                {session.current && <Badge tone="accent">{t("session.thisOne")}</Badge>}
              </span>
            </TableCell>
            <TableCell label={t("session.address")}>
              <span className="font-mono text-xs">{session.address ?? t("session.unknown")}</span>
            </TableCell>
            <TableCell label={t("session.opened")}>
              <RelativeTime at={session.createdAt} />
            </TableCell>
            <TableCell label={t("common.lastSeen")}>
              <RelativeTime at={session.lastSeenAt} />
            </TableCell>
            <TableCell label={t("session.endsAtTheLatest")} from="lg">
              <RelativeTime at={session.expiresAt} />
            </TableCell>
            <TableCell label={t("session.end")} align="end">
              <Button
                size="sm"
                variant="danger-quiet"
                disabledReason={disabledReason}
                aria-label={t("session.endTheSessionOfAt", {
                  agentName: agentName(t, session.agent),
                  address: session.address ?? t("session.anUnknownAddress"),
                })}
                onClick={() => onEnd(session)}
              >
                {t("session.end")}
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
