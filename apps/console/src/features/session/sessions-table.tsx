import type { SessionItem } from "@portcullis/domain/session";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { agentName } from "./agent-name.ts";

export interface SessionsTableProps {
  readonly sessions: readonly SessionItem[];
  readonly busy: boolean;
  /** Why they cannot be ended. */
  readonly disabledReason: string | undefined;
  readonly onEnd: (session: SessionItem) => void;
}

/** One row a session: which program, from where, since when. */
export function SessionsTable({ sessions, busy, disabledReason, onEnd }: SessionsTableProps) {
  return (
    <Table label="Sessions" busy={busy}>
      <TableHead>
        <TableHeading kind="title">Program</TableHeading>
        <TableHeading>Address</TableHeading>
        <TableHeading>Opened</TableHeading>
        <TableHeading>Last seen</TableHeading>
        <TableHeading from="lg">Ends at the latest</TableHeading>
        <TableHeading align="end">
          <span className="sr-only">End</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell label="Program" kind="title">
              <span className="flex min-w-0 items-center gap-2">
                <span className="truncate font-medium" title={session.agent ?? undefined}>
                  {agentName(session.agent)}
                </span>
                {session.current && <Badge tone="accent">This one</Badge>}
              </span>
            </TableCell>
            <TableCell label="Address">
              <span className="font-mono text-xs">{session.address ?? "unknown"}</span>
            </TableCell>
            <TableCell label="Opened">
              <RelativeTime at={session.createdAt} />
            </TableCell>
            <TableCell label="Last seen">
              <RelativeTime at={session.lastSeenAt} />
            </TableCell>
            <TableCell label="Ends at the latest" from="lg">
              <RelativeTime at={session.expiresAt} />
            </TableCell>
            <TableCell label="End" align="end">
              <Button
                size="sm"
                variant="danger-quiet"
                disabledReason={disabledReason}
                aria-label={`End the session of ${agentName(session.agent)} at ${session.address ?? "an unknown address"}`}
                onClick={() => onEnd(session)}
              >
                End
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
