import { expect } from "vitest";
import type { WorkerTestBed } from "./test-bed.ts";

/** Until a cascade is in that state; the time is generous because the machine may be busy. */
export async function untilCascade(
  { sql }: WorkerTestBed,
  id: string,
  status: "done" | "failed" | "superseded",
  timeout = 15_000,
): Promise<void> {
  const read = async () => (await sql`select status from cascades where id = ${id}`)[0]?.["status"];
  await expect.poll(read, { timeout, interval: 20 }).toBe(status);
}

/** How many devices of a user are off for which cause; `on` counts those that are on. */
export async function causesOf({ sql }: WorkerTestBed, userId: string): Promise<Record<string, number>> {
  const rows = await sql<{ cause: string; devices: number }[]>`
    select coalesce(cause, 'on') as cause, count(*)::int as devices from devices where user_id = ${userId} group by 1`;
  return Object.fromEntries(rows.map((row) => [row.cause, row.devices]));
}

/** What a cascade left behind: receipt lines and the audit log's events, and over how many devices each. */
export async function writtenBy({ sql }: WorkerTestBed, cascadeId: string) {
  const [row] = await sql<
    { done: number; total: number; lines: number; events: number; devicesInAuditLog: number; notInReceipt: number }[]
  >`
    with trail as (select target_id from audit_events where cascade_id = ${cascadeId} and actor_kind = 'worker' and target_kind = 'device')
    select devices_done as done, devices_total as total,
      (select count(*)::int from cascade_devices where cascade_id = c.id) as lines,
      (select count(*)::int from trail) as events,
      (select count(distinct target_id)::int from trail) as "devicesInAuditLog",
      (select count(*)::int from trail where target_id not in
        (select device_id from cascade_devices where cascade_id = c.id)) as "notInReceipt"
    from cascades c where id = ${cascadeId}`;
  return row;
}

/** What `writtenBy` says where each of so many devices was switched exactly once. */
export function onceEach(devices: number) {
  return {
    done: devices,
    total: devices,
    lines: devices,
    events: devices,
    devicesInAuditLog: devices,
    notInReceipt: 0,
  };
}

/** Devices that a cascade has switched and committed so far. */
export async function switchedSoFar(testBed: WorkerTestBed, cascadeId: string): Promise<number> {
  return (await writtenBy(testBed, cascadeId))?.lines ?? 0;
}
