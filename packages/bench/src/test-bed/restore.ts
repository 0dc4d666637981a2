import type { Dataset } from "../seed/dataset.ts";

/** Brings people back as they were before they were switched off, and as tidy: each turn finds the same. */
export async function restore(dataset: Dataset, tenant: number, userIds: readonly string[]): Promise<void> {
  const [id, ids] = [dataset.tenantIds[tenant] ?? "", [...userIds]];
  await dataset.sql.begin(async (sql) => {
    // As a replica does: nothing looks whether anything still points at what goes, as all of it goes.
    await sql`set local session_replication_role = replica`;
    await sql`update devices set cause = null, deactivated_at = null
      where tenant_id = ${id} and user_id = any(${ids}::uuid[]) and cause is not null`;
    await sql`update users set status = 'active' where tenant_id = ${id} and id = any(${ids}::uuid[])`;
    await sql`delete from cascade_devices r using cascades c where r.tenant_id = ${id} and c.tenant_id = ${id}
      and r.cascade_id = c.id and c.user_id = any(${ids}::uuid[])`;
    await sql`delete from cascades where tenant_id = ${id} and user_id = any(${ids}::uuid[])`;
    await sql`delete from audit_origins o using audit_events e where o.tenant_id = ${id} and e.tenant_id = ${id}
      and o.event_id = e.id and e.subject_id = any(${ids}::uuid[])`;
    await sql`delete from audit_events where tenant_id = ${id} and subject_id = any(${ids}::uuid[])`;
  });
  await dataset.sql`vacuum (analyze) users, devices, cascades, cascade_devices, audit_events, audit_origins`;
}
