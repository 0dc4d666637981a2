import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { bulkMembers, bulkOperations } from "@portcullis/db/schema/bulk";
import { sequence } from "@portcullis/db/sequence";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { bulkApprovalDays, bulkOperation, startBulk as startBulkInput } from "@portcullis/domain/bulk";
import { badRequest, conflict, DomainError, forbidden, notFound } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { byUser, lockActor } from "../kernel/locks.ts";
import { type CallerContext, useCase } from "../kernel/use-case.ts";
import { braked, brakeNumber, lockBrake, readBrake } from "../user/brake.ts";
import { findByFilter } from "./find-members.ts";
import {
  isOperation,
  lockOperation,
  notOpen,
  previewExpired,
  readOperation,
  type StoredOperation,
} from "./internal.ts";
import { numberToType } from "./preview-bulk.ts";
import { verbOf } from "./verbs.ts";

/**
 * Starts what was previewed, on exactly those members; the worker carries it through. Above the brake, and to delete, it takes the
 * preview's number and a fresh proof of who one is, or (`ask`) the approval of somebody else. A second call changes nothing.
 * @throws {DomainError} NOT_FOUND for an unknown one and for somebody else's · FORBIDDEN `permission_missing`,
 * `confirmation_required` · CONFLICT `bulk_not_open`, `bulk_empty` · BAD_REQUEST `input_invalid` for `leftOut`, `typed`, `ask` ·
 * TOO_MANY_REQUESTS `brake`
 */
export const startBulk = useCase(
  { access: { permission: "user:read", andOfVerb: true }, audit: "bulk.started" },
  startBulkInput,
  bulkOperation,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const operation = await lockOperation(tx, input.id);
      const { principal } = ctx;
      if (operation.requestedBy !== principal.userId) throw notFound("bulk operation");
      const verb = verbOf(operation.verb);
      const actor = await lockActor(tx, { principal, meta: verb.meta });
      if (operation.status === "running" || operation.status === "waiting") return readOperation(tx, operation.id);
      if (operation.status !== "preview") throw notOpen(operation.status, "started");
      await assertNotExpired(tx, operation);
      if (operation.total === 0) throw conflict("bulk_empty", "Nobody and nothing would be changed.");
      if (operation.unmatched > 0 && input.leftOut !== operation.unmatched) {
        throw badRequest(
          "input_invalid",
          `${operation.unmatched} lines match nothing, or several: leave them out explicitly.`,
          "leftOut",
        );
      }
      await assertConfirmed(tx, ctx, operation, input);
      await recordAudit(tx, {
        action: input.ask ? "bulk.asked" : "bulk.started",
        actor: byUser(actor),
        target: { kind: "bulk", id: operation.id },
        details: { after: { action: operation.action, total: operation.total } },
      });
      if (input.ask) await waitForApproval(tx, operation);
      else await run(tx, operation);
      await notify(tx, { bulkId: operation.id });
      return readOperation(tx, operation.id);
    }),
);

async function assertNotExpired(tx: TenantTx, { id }: StoredOperation): Promise<void> {
  const isOpen = sql`${bulkOperations.expiresAt} > statement_timestamp()`;
  if ((await tx.$count(bulkOperations, and(isOperation(tx, id), isOpen))) === 0) throw previewExpired();
}

/** What the preview asked for, as far as it still stands: others may have been switched off in the meantime. */
async function assertConfirmed(
  tx: TenantTx,
  { principal }: Pick<CallerContext, "principal">,
  operation: StoredOperation,
  { typed, ask }: { readonly typed?: number | undefined; readonly ask?: true | undefined },
): Promise<void> {
  const isDeletion = operation.verb === "user.delete";
  if (ask) {
    if (isDeletion) throw badRequest("input_invalid", "A deletion is confirmed by whoever starts it.", "ask");
    return;
  }
  const [, count] = await sequence(
    tx,
    () => lockBrake(tx, principal.userId),
    () => readBrake(tx, principal.userId, operation.losing),
  );
  const brake = brakeNumber(count);
  const changing = isDeletion ? await countChanging(tx, operation.id) : 0;
  const number = numberToType(operation, { changing, brake });
  if (number === undefined) return;
  if (typed !== number) {
    if (brake !== undefined) throw braked(count, brake);
    throw new DomainError(
      "BAD_REQUEST",
      "input_invalid",
      `Enter ${number}, the number of users who are deleted for good.`,
      { field: "typed" },
    );
  }
  if (!principal.isConfirmed) throw forbidden("confirmation_required", "Confirm your identity, then try again.");
}

const countChanging = (tx: TenantTx, id: string): Promise<number> =>
  tx.$count(
    bulkMembers,
    and(eq(bulkMembers.tenantId, tx.tenantId), eq(bulkMembers.operationId, id), eq(bulkMembers.expected, "changed")),
  );

async function waitForApproval(tx: TenantTx, { id }: StoredOperation): Promise<void> {
  const expiresAt = sql`statement_timestamp() + make_interval(days => ${bulkApprovalDays}::int)`;
  await tx.update(bulkOperations).set({ status: "waiting", expiresAt }).where(isOperation(tx, id));
}

/** From now on the worker carries it through. Who does not match the filter any more is left alone, and newcomers are counted. */
export async function run(tx: TenantTx, { id, filter }: StoredOperation): Promise<void> {
  const since = filter
    ? await leaveAloneUnmatched(tx, id, await findByFilter(tx, filter))
    : { newcomers: null, leftAlone: 0 };
  const startedAt = sql`statement_timestamp()`;
  await tx
    .update(bulkOperations)
    .set({ status: "running", startedAt, nextAttemptAt: startedAt, filter: null, ...since })
    .where(isOperation(tx, id));
}

async function leaveAloneUnmatched(
  tx: TenantTx,
  id: string,
  matching: readonly string[],
): Promise<{ readonly newcomers: number; readonly leftAlone: number }> {
  const [row] = await tx.execute<{ newcomers: number; leftAlone: number }>(sql`
    with matching as (select id from unnest(${sql.param([...matching])}::uuid[]) id), left_alone as (
      update ${bulkMembers} m set outcome = 'left_alone', reason = 'no_longer_matches', at = statement_timestamp()
      where m.tenant_id = ${tx.tenantId} and m.operation_id = ${id} and not exists (select from matching where matching.id = m.member_id)
      returning 1)
    select (select count(*) from left_alone)::int as "leftAlone",
      (select count(*) from matching where not exists (select from ${bulkMembers} m
        where m.tenant_id = ${tx.tenantId} and m.operation_id = ${id} and m.member_id = matching.id))::int as newcomers`);
  return { newcomers: row?.newcomers ?? 0, leftAlone: row?.leftAlone ?? 0 };
}
