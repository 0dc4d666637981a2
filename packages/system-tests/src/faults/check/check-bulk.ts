import type { BulkOperation, BulkOutcome, BulkResult } from "@portcullis/domain/bulk";
import type postgres from "postgres";
import { type BulkAsked, bulkEvents } from "../traffic/bulk-asked.ts";
import type { AuditLogEvent } from "./record.ts";

/** How the API shows a bulk operation and what became of all of its members. */
export interface BulkRead {
  readonly operation: BulkOperation;
  readonly results: readonly BulkResult[];
}

/** A bulk operation with what was asked, what is shown, and what is stored of it. */
export interface CheckedBulk {
  readonly asked: BulkAsked;
  /** Undefined where it is not there: a preview that expired. */
  readonly read: BulkRead | undefined;
  readonly cascades: readonly { readonly id: string; readonly userId: string }[];
}

const promise = "every bulk operation carried through, each member once";
const ended = new Set(["done", "cancelled", "stopped"]);
type Count = "changed" | "unchanged" | "refused" | "leftAlone" | "failed" | "cancelled";
const counts: Readonly<Record<BulkOutcome, Count>> = {
  changed: "changed",
  unchanged: "unchanged",
  refused: "refused",
  left_alone: "leftAlone",
  failed: "failed",
  cancelled: "cancelled",
};

/** @param read as an administrator reads it, undefined for one that is not found */
export async function readBulks(
  sql: postgres.Sql,
  bulks: Iterable<BulkAsked>,
  read: (id: string) => Promise<BulkRead | undefined>,
): Promise<CheckedBulk[]> {
  const checked: CheckedBulk[] = [];
  for (const asked of bulks) {
    const cascades = await sql<{ id: string; userId: string }[]>`
      select id, user_id as "userId" from cascades where bulk_id = ${asked.id}`;
    checked.push({ asked, read: await read(asked.id), cascades });
  }
  return checked;
}

/** The events that the bulk operations' results say there are, each with its key in the audit log. */
export function bulkEventKeys(bulks: readonly CheckedBulk[]): string[] {
  return bulks.flatMap(({ asked, read }) =>
    (read?.results ?? [])
      .filter(({ outcome }) => outcome === "changed")
      .map(({ id }) => `${bulkEvents[asked.verb]} ${id}`),
  );
}

/**
 * Every operation that was started has ended, with one result for each member, which the counts, the cascades and the audit log agree with;
 * none that was not started has done anything.
 * @param statusOf the users as they are now, without those who are deleted
 */
export function checkBulks(
  bulks: readonly CheckedBulk[],
  auditLog: readonly AuditLogEvent[],
  statusOf: ReadonlyMap<string, string>,
): string[] {
  const last = new Map(
    auditLog.filter(({ action }) => lifecycle.has(action)).map((event) => [event.subjectId, event.cascadeId]),
  );
  const known = new Set(bulks.map(({ asked }) => asked.id));
  const unknown = auditLog.filter(({ action, targetId }) => action === "bulk.started" && !known.has(targetId));
  return [
    ...unknown.map(({ targetId }) => `${promise}: ${targetId} was started, and nobody has previewed it.`),
    ...bulks.flatMap((bulk) => [
      ...checkOperation(bulk, auditLog),
      ...checkMembers(bulk, auditLog),
      ...checkStatuses(bulk, last, statusOf),
    ]),
  ];
}

const lifecycle = new Set(["user.deactivated", "user.reactivated", "user.deleted", "user.invitation_accepted"]);

function checkOperation({ asked, read }: CheckedBulk, auditLog: readonly AuditLogEvent[]): string[] {
  const { id, isStarted, memberIds } = asked;
  const events = (action: string) => auditLog.filter((e) => e.action === action && e.targetId === id).length;
  const wrong: string[] = [];
  if (!read) {
    if (isStarted) wrong.push("was started and is not there");
    return wrong.map((what) => sentence(id, what));
  }
  const { operation, results } = read;
  const wasStarted = operation.startedAt !== null;
  if (isStarted !== undefined && isStarted !== wasStarted)
    wrong.push(`was ${isStarted ? "" : "not "}started by its answer and is ${operation.status}`);
  if (events("bulk.started") !== Number(wasStarted))
    wrong.push(`is ${operation.status} and has ${events("bulk.started")} events of its start`);
  if (events("bulk.cancelled") !== Number(operation.status === "cancelled"))
    wrong.push(`is ${operation.status} and has ${events("bulk.cancelled")} events of its cancellation`);
  if (wasStarted && !ended.has(operation.status)) wrong.push(`was started and is ${operation.status}`);
  for (const [outcome, count] of Object.entries(counts)) {
    const found = results.filter((result) => result.outcome === outcome).length;
    if (operation[count] !== found) wrong.push(`counts ${operation[count]} ${outcome}, and ${found} are`);
  }
  const waiting = results.filter(({ outcome }) => outcome === null).length;
  if (waiting !== (wasStarted ? 0 : memberIds.size)) wrong.push(`is ${operation.status}, and ${waiting} members wait`);
  if (operation.total !== memberIds.size)
    wrong.push(`has ${operation.total} members, and ${memberIds.size} were named`);
  return wrong.map((what) => sentence(id, what));
}

/** One result for each, as it was read first; a change with its one event and its cascade, and nothing of the others. */
function checkMembers({ asked, read, cascades }: CheckedBulk, auditLog: readonly AuditLogEvent[]): string[] {
  const results = read?.results ?? [];
  const wrong: string[] = [];
  for (const id of asked.memberIds) {
    const own = results.filter((result) => result.id === id);
    if (read && own.length !== 1) wrong.push(`has ${own.length} results of ${id}`);
    const [result] = own;
    const before = asked.results?.find((first) => first.id === id);
    if (before && (before.outcome !== result?.outcome || before.changeId !== result.changeId))
      wrong.push(`said ${before.outcome} of ${id} when it ended, and says ${result?.outcome} now`);
    if (result?.outcome === "failed") wrong.push(`failed with ${id}: ${result.message}`);
    const begun = cascades.filter(({ userId }) => userId === id).map((cascade) => cascade.id);
    const wanted = result?.outcome === "changed" ? [result.changeId] : [];
    if (begun.length !== wanted.length || begun[0] !== wanted[0])
      wrong.push(
        `says ${result?.outcome} of ${id} by ${String(wanted[0])}, and began ${begun.join(", ") || "nothing"}`,
      );
    const events = auditLog.filter(
      ({ cascadeId, actorKind, targetId }) =>
        actorKind === "user" && targetId === id && cascadeId !== null && [...begun, ...wanted].includes(cascadeId),
    );
    const isEvent = events.length === wanted.length && events.every(({ action }) => action === bulkEvents[asked.verb]);
    if (!isEvent)
      wrong.push(`says ${result?.outcome} of ${id}, with the events ${events.map(({ action }) => action).join(", ")}`);
  }
  const others = cascades.filter(({ userId }) => !asked.memberIds.has(userId));
  for (const { userId } of others) wrong.push(`changed ${userId}, who is none of its members`);
  return wrong.map((what) => sentence(asked.id, what));
}

/** Who was changed, and by nobody since, is as the operation left them. */
function checkStatuses(
  { asked, read }: CheckedBulk,
  last: ReadonlyMap<string | null, string | null>,
  statusOf: ReadonlyMap<string, string>,
): string[] {
  const lawful = asked.verb === "user.deactivate" ? ["inactive"] : ["active", "pending"];
  return (read?.results ?? [])
    .filter(({ id, outcome, changeId }) => outcome === "changed" && last.get(id) === changeId)
    .filter(({ id }) => !lawful.includes(statusOf.get(id) ?? "gone"))
    .map(({ id }) => sentence(asked.id, `changed ${id} by ${asked.verb} last, who is ${statusOf.get(id) ?? "gone"}`));
}

const sentence = (id: string, what: string) => `${promise}: the bulk operation ${id} ${what}.`;
