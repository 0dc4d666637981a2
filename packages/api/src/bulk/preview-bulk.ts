import { newId } from "@portcullis/db/ids";
import { bulkMembers, bulkOperations } from "@portcullis/db/schema/bulk";
import { devices } from "@portcullis/db/schema/devices";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  type BulkAction,
  type BulkPreview,
  type BulkReason,
  type BulkSet,
  bulkPreview,
  bulkPreviewMinutes,
  bulkVerbs,
  previewBulk as previewBulkInput,
  type UnmatchedLine,
  unmatchedShownMax,
} from "@portcullis/domain/bulk";
import { type CascadeKind, cascadeKinds } from "@portcullis/domain/cascade";
import { conflict } from "@portcullis/domain/errors";
import { sql } from "drizzle-orm";
import { affectedBy } from "../change/begin-cascade.ts";
import { type Expected, previewSet } from "../kernel/change-set.ts";
import type { Target } from "../kernel/locks.ts";
import { type CallerContext, useCase } from "../kernel/use-case.ts";
import { brakeNumber, readBrake } from "../user/brake.ts";
import { losesAccess } from "../user/change-lifecycle.ts";
import { findMembers } from "./find-members.ts";
import { readOperation } from "./internal.ts";
import { type Verb, verbOf } from "./verbs.ts";

/**
 * Freezes the members of a bulk operation, and says what it would do to them by the rules that will act. Nothing is changed; it
 * can be started within 15 minutes.
 * @throws {DomainError} FORBIDDEN `permission_missing` of the single act · NOT_FOUND for a group or role · BAD_REQUEST `input_invalid` ·
 * CONFLICT `mail_off`
 */
export const previewBulk = useCase(
  { access: { permission: "user:read", andOfVerb: true } },
  previewBulkInput,
  bulkPreview,
  (ctx, { action, of }) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      assertCanMail(ctx, action);
      const { ids, unmatched } = await findMembers(tx, of, {
        member: bulkVerbs[action.verb],
        permissions: ctx.principal.permissions,
      });
      return writePreview(tx, ctx, { action, members: ids.map((id) => ({ id })), of, unmatched });
    }),
);

/** Links of many are mailed, never shown: without a mail server nobody would get theirs. */
function assertCanMail({ mailer }: Pick<CallerContext, "mailer">, { verb }: BulkAction): void {
  if (mailer.isOn || !(verb === "user.invite" || verb === "user.resendInvitation")) return;
  throw conflict(
    "mail_off",
    "This console has no mail server. Invite people one by one, and hand over each link yourself.",
  );
}

/** Somebody or something that is to be changed. */
export interface NewMember {
  readonly id: string;
  /** Of an undo: as the operation left it, and what brings back what was before. */
  readonly version?: string | null;
  readonly input?: Readonly<Record<string, unknown>> | null;
}

export interface NewOperation {
  readonly action: BulkAction;
  readonly members: readonly NewMember[];
  readonly of?: BulkSet;
  readonly undoes?: string;
  readonly unmatched: readonly UnmatchedLine[];
}

/** Reads what the members would meet, and writes the operation down. */
export async function writePreview(tx: TenantTx, ctx: CallerContext, made: NewOperation): Promise<BulkPreview> {
  const { action, members, of, undoes = null, unmatched } = made;
  const { principal } = ctx;
  const verb = verbOf(action.verb);
  const caller = { principal, meta: verb.meta };
  const ids = members.map(({ id }) => id);
  const inputOf = new Map(members.flatMap(({ id, input }) => (input ? [[id, input]] : [])));
  const { expected, rows } = await previewSet(verb.form, tx, caller, { ids, input: inputFor(action), inputOf });
  const wanted = new Map(members.flatMap(({ id, version }) => (version ? [[id, version]] : [])));
  const meets = expected.map((each) => met(each, wanted.get(each.id)));
  const changing = meets.filter((each) => each.expected === "changed").map(({ id }) => id);
  const kind = kindOf(action.verb);
  const losing = kind ? changing.filter((id) => losesAccess(rows.get(id) as Target, kind)).length : 0;
  const id = newId();
  await dropOlder(tx, principal.userId);
  await tx.insert(bulkOperations).values({
    tenantId: tx.tenantId,
    id,
    verb: verb.verb,
    action,
    filter: of && "filter" in of ? of : null,
    unmatched: unmatched.length,
    undoes,
    requestedBy: principal.userId,
    requestedFrom: principal.from,
    requestedAt: sql`statement_timestamp()`,
    expiresAt: sql`statement_timestamp() + make_interval(mins => ${bulkPreviewMinutes}::int)`,
    total: ids.length,
    losing,
    nextAttemptAt: sql`statement_timestamp()`,
  });
  await writeMembers(tx, id, meets, inputOf);
  const [operation, brake, switched] = await Promise.all([
    readOperation(tx, id),
    readBrake(tx, principal.userId, losing),
    kind ? countDevices(tx, kind, changing) : 0,
  ]);
  return {
    operation,
    expected: {
      changed: changing.length,
      unchanged: meets.filter((each) => each.expected === "unchanged").length,
      refused: countReasons(meets),
    },
    unmatched: { count: unmatched.length, lines: unmatched.slice(0, unmatchedShownMax) },
    devices: switched,
    brake,
    typed: numberToType(verb, { changing: changing.length, brake: brakeNumber(brake) }) ?? null,
  };
}

/** The number that whoever starts it has to type: of whom it deletes for good, else where it is above the brake. */
export const numberToType = (
  { verb }: Pick<Verb, "verb">,
  { changing, brake }: { readonly changing: number; readonly brake: number | undefined },
): number | undefined => (verb === "user.delete" && changing > 0 ? changing : brake);

/** What the form takes: the action without its verb. */
export function inputFor({ verb: _verb, ...input }: BulkAction): Readonly<Record<string, unknown>> {
  return input;
}

const kindOf = (verb: string): CascadeKind | undefined => cascadeKinds.find((kind) => verb === `user.${kind}`);

interface Met extends Omit<Expected, "why"> {
  readonly reason?: BulkReason;
  readonly message?: string;
}

function met({ why, ...each }: Expected, wanted: string | undefined): Met {
  if (wanted !== undefined && each.version !== undefined && each.version !== wanted) {
    const message = "It was changed by somebody else since then, and stays as it is.";
    return { ...each, version: wanted, expected: "refused", reason: "changed_since", message };
  }
  return why ? { ...each, reason: why.reason, message: why.message } : each;
}

function countReasons(meets: readonly Met[]): BulkPreview["expected"]["refused"] {
  const counted = new Map<string, { reason: BulkReason; message: string; count: number }>();
  for (const { reason, message = "" } of meets) {
    if (!reason) continue;
    const before = counted.get(reason);
    if (before) before.count++;
    else counted.set(reason, { reason, message, count: 1 });
  }
  return [...counted.values()];
}

/** At most so many rows in one statement: as one parameter, a hundred thousand would be tens of megabytes. */
const rowsAtOnce = 10_000;

async function writeMembers(
  tx: TenantTx,
  operationId: string,
  meets: readonly Met[],
  inputOf: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): Promise<void> {
  for (let from = 0; from < meets.length; from += rowsAtOnce) {
    const rows = meets
      .slice(from, from + rowsAtOnce)
      .map(({ id, expected, version }) => ({ id, expected, version, input: inputOf.get(id) }));
    await tx.execute(sql`
      insert into ${bulkMembers} (tenant_id, operation_id, member_id, expected, version, input)
      select ${tx.tenantId}, ${operationId}, m.id, m.expected, m.version, m.input
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, expected text, version text, input jsonb)`);
  }
}

/** Previews that somebody has at once; older ones go. */
const previewsMax = 10;

async function dropOlder(tx: TenantTx, requestedBy: string): Promise<void> {
  await tx.execute(sql`
    delete from ${bulkOperations} b where b.tenant_id = ${tx.tenantId} and b.id in (
      select p.id from ${bulkOperations} p where p.tenant_id = ${tx.tenantId} and p.requested_by = ${requestedBy} and p.status = 'preview'
      order by p.id desc offset ${previewsMax - 1})`);
}

async function countDevices(tx: TenantTx, kind: CascadeKind, userIds: readonly string[]): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from ${devices}
    where ${devices.tenantId} = ${tx.tenantId} and ${devices.userId} = any(${sql.param([...userIds])}::uuid[]) and ${affectedBy(kind)}`);
  return row?.count ?? 0;
}
