import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import {
  listUnconfirmed as listUnconfirmedInput,
  type UnconfirmedChange,
  unconfirmedPage,
} from "@portcullis/domain/cascade";
import { sql } from "drizzle-orm";
import { countLimit, openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";
import { acknowledgementsOf, type StoredAcknowledgements, toAcknowledgements } from "./acknowledgements.ts";
import { fromOpen, isStillPending } from "./internal.ts";

interface UnconfirmedRows {
  readonly items: readonly UnconfirmedChange[];
  /** Of all of them, counted no further than a list counts. */
  readonly counted: number;
}

type Row = {
  readonly change_id: string;
  readonly cascade_id: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly device_id: string | null;
  readonly device_name: string | null;
  readonly public_key: string | null;
  readonly asked_at: string;
  readonly gateways: StoredAcknowledgements;
  readonly counted: number;
};

/**
 * Every change that is committed and that a gateway has not confirmed, newest first: of people, of single devices, and of
 * everybody.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export const listUnconfirmed = useCase(
  { access: { permission: "user:read" } },
  listUnconfirmedInput,
  unconfirmedPage,
  async (ctx, input) => {
    const { cursor, limit } = input;
    const scope = ["cascade.unconfirmed"];
    const before = cursor === undefined ? null : openCursor(ctx, scope, cursor)[1];
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { items, counted } = await readUnconfirmed(tx, { before, limit: limit + 1 });
      return toCountedPage(ctx, scope, items, {
        limit,
        counted,
        positionOf: ({ changeId }) => ["", changeId],
        toItem: (item) => item,
      });
    });
  },
);

/** The same inside a transaction. A change whose devices are still being switched is running, not unconfirmed. */
export async function readUnconfirmed(
  tx: TenantTx,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<UnconfirmedRows> {
  const rows = await tx.execute<Row>(sql`
    with found as (
      select distinct on (o.change_id) o.change_id, c.id as cascade_id, o.user_id, o.device_id, o.public_key, o.asked_at
      from ${fromOpen}
      where o.tenant_id = ${tx.tenantId} and o.confirmed_at is null and o.settled_at is null
        and (c.status is null or c.status = 'done') and ${isStillPending}
      order by o.change_id desc
    )
    select f.change_id, f.cascade_id, f.user_id, f.device_id, f.public_key, f.asked_at, d.name as device_name,
      ${nameOfUser(sql`${tx.tenantId}::uuid`, sql`f.user_id`)} as user_name,
      ${acknowledgementsOf(sql`${tx.tenantId}::uuid`, sql`f.change_id`)} as gateways,
      (select count(*)::int from (select from found limit ${countLimit}) counted) as counted
    from found f left join devices d on d.tenant_id = ${tx.tenantId} and d.id = f.device_id
    where ${before}::uuid is null or f.change_id < ${before}::uuid
    order by f.change_id desc limit ${limit}`);
  const now = new Date();
  return { items: rows.map((row) => toChange(row, now)), counted: rows[0]?.counted ?? 0 };
}

function toChange(row: Row, now: Date): UnconfirmedChange {
  const { device_id: deviceId, user_id: userId, public_key: publicKey } = row;
  return {
    changeId: row.change_id,
    kind: deviceId !== null ? "device" : userId !== null ? "user" : "everybody",
    cascadeId: row.cascade_id,
    user: userId === null ? null : { id: userId, name: row.user_name },
    device: deviceId !== null && publicKey !== null ? { id: deviceId, name: row.device_name, publicKey } : null,
    requestedAt: row.asked_at,
    gateways: toAcknowledgements(row.gateways, now),
  };
}
