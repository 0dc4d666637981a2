import type { TenantTx } from "@portcullis/db/tenant";
import type { Overview } from "@portcullis/domain/overview";
import { type Total, totalCap } from "@portcullis/domain/page";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import { type SQL, sql } from "drizzle-orm";

const exactly = (count: number): Total => ({ count, exact: true });

/** People by status, as `user.list` finds them. */
export async function countPeople(tx: TenantTx): Promise<Counted<Overview["users"]>> {
  const ofStatus = (status: string) => sql`count(*) filter (where status = ${status})::int`;
  const [row] = await tx.execute<Record<keyof Overview["users"], number>>(sql`
    select ${ofStatus("active")} as active, ${ofStatus("pending")} as pending, ${ofStatus("inactive")} as inactive
    from users where tenant_id = ${tx.tenantId}`);
  if (!row) throw new Error("The statement that counts people returned no row.");
  const { active, pending, inactive } = row;
  const value = { active: exactly(active), pending: exactly(pending), inactive: exactly(inactive) };
  return { value, rows: active + pending + inactive };
}

/** Changes that are under way. */
export async function countRunning(tx: TenantTx): Promise<Total> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from cascades where tenant_id = ${tx.tenantId} and status = 'running'`);
  return exactly(row?.count ?? 0);
}

type DeviceFigures = NonNullable<Overview["devices"]>;

/** Every device, in the same figures that `device.list` finds with the same filters. */
export async function countDevices(tx: TenantTx): Promise<Counted<DeviceFigures>> {
  const isOurs = sql`d.tenant_id = ${tx.tenantId}`;
  const ofLiving = (where: SQL) => sql`(select count(*)::int from devices d
    join users u on u.tenant_id = d.tenant_id and u.id = d.user_id and u.status <> 'deleting' where ${isOurs} and ${where})`;
  const [row] = await tx.execute<Record<keyof DeviceFigures, number>>(sql`
    select ${ofLiving(sql`true`)} as total,
      (select count(*)::int from online_devices d where ${isOurs}) as online,
      ${ofLiving(sql`d.cause is not null`)} as deactivated,
      ${ofLiving(sql`d.approved_at is null`)} as "awaitingApproval",
      judged.failing as "nonCompliant", judged.unknown as "postureUnknown"
    from (
      select count(*) filter (where a.compliance = 'non_compliant')::int as failing,
        count(*) filter (where a.compliance = 'unknown')::int as unknown
      from device_access a where a.tenant_id = ${tx.tenantId} and (a.person).status <> 'deleting'
    ) judged`);
  if (!row) throw new Error("The statement that counts devices returned no row.");
  return {
    value: {
      total: exactly(row.total),
      online: exactly(row.online),
      deactivated: exactly(row.deactivated),
      nonCompliant: exactly(row.nonCompliant),
      postureUnknown: exactly(row.postureUnknown),
      awaitingApproval: exactly(row.awaitingApproval),
    },
    rows: row.total,
  };
}

/** Milliseconds for which the counts of a large tenant are kept at least; and how many times as long as they took. */
const keptMs = 5_000;
const keptTimes = 20;
/** Counts that are kept at most; the oldest goes first. */
const keptMax = 1_000;

export interface Counted<Value> {
  readonly value: Value;
  /** How many rows were looked at: below `totalCap` nothing is kept, as counting costs nothing. */
  readonly rows: number;
}

interface Kept {
  readonly counted: Promise<{ readonly value: unknown; readonly at: Timestamp }>;
  until: number;
  isLarge: boolean;
}

const kept = new Map<string, Kept>();

/**
 * Counts what is asked for, exactly. Of a large tenant the answer is kept for a moment and shared by everybody who asks
 * meanwhile, so that counting costs the same however many look.
 * @param key what is counted, of which tenant
 */
export function keepCounted<Value>(key: string, count: () => Promise<Counted<Value>>) {
  type Answer = { readonly value: Value; readonly at: Timestamp };
  const known = kept.get(key);
  if (known && performance.now() < known.until) return known.counted as Promise<Answer>;
  const began = performance.now();
  const counted = count().then(({ value, rows }) => {
    const took = performance.now() - began;
    if (rows <= totalCap) kept.delete(key);
    else Object.assign(entry, { isLarge: true, until: performance.now() + Math.max(keptMs, took * keptTimes) });
    return { value, at: timestampNow() };
  });
  // Of a tenant that was large before, nobody counts beside the one who counts anew.
  const isLarge = known?.isLarge ?? false;
  const entry: Kept = { counted, isLarge, until: isLarge ? Number.POSITIVE_INFINITY : 0 };
  counted.catch(() => kept.delete(key));
  kept.delete(key);
  kept.set(key, entry);
  if (kept.size > keptMax) kept.delete(kept.keys().next().value ?? key);
  return counted;
}
