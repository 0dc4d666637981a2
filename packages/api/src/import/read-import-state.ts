import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq, isNotNull, ne, sql } from "drizzle-orm";

export interface ImportUser {
  readonly id: string;
  readonly status: LivingStatus;
  /** Devices that the person may have, and has. */
  readonly limit: number;
  readonly held: number;
}

export interface ExistingDevice {
  readonly userId: string;
  readonly name: string;
  readonly allowedIps: readonly string[];
}

/** Locks the people of these e-mails in the order of their ids, and reads them after it: by e-mail. */
export async function lockUsers(tx: TenantTx, emails: readonly string[]): Promise<ReadonlyMap<string, ImportUser>> {
  const isMeant = and(
    eq(users.tenantId, tx.tenantId),
    sql`${users.email} = any(${sql.param([...new Set(emails)])}::text[])`,
    ne(users.status, "deleting"),
  );
  const locked = await tx.select({ id: users.id }).from(users).where(isMeant).orderBy(users.id).for("no key update");
  const ids = sql.param(locked.map(({ id }) => id));
  const [rows, memberships] = await Promise.all([
    tx
      .select({
        id: users.id,
        email: users.email,
        status: sql<LivingStatus>`${users.status}`,
        maxDevices: users.maxDevices,
        tenantMaxDevices: tenants.maxDevices,
        held: sql<number>`(select count(*)::int from devices d where d.tenant_id = ${users.tenantId} and d.user_id = ${users.id})`,
      })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = any(${ids}::uuid[])`)),
    tx
      .select({ userId: groupMembers.userId, id: groups.id, name: groups.name, maxDevices: groups.maxDevices })
      .from(groupMembers)
      .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
      .where(
        and(
          eq(groupMembers.tenantId, tx.tenantId),
          sql`${groupMembers.userId} = any(${ids}::uuid[])`,
          isNotNull(groups.maxDevices),
        ),
      ),
  ]);
  const groupsOf = Map.groupBy(memberships, ({ userId }) => userId);
  return new Map(
    rows.map(({ id, email, status, held, maxDevices, tenantMaxDevices }) => {
      const limit = effectiveDeviceLimit(maxDevices, groupsOf.get(id) ?? [], tenantMaxDevices).value;
      return [email, { id, status, held, limit }];
    }),
  );
}

/** The devices that have these public keys, by key. */
export async function findDevicesByKey(
  tx: TenantTx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ExistingDevice>> {
  const rows = await tx
    .select({
      publicKey: devices.publicKey,
      userId: devices.userId,
      name: devices.name,
      // The builder leaves the table's name off in a query of one table.
      allowedIps: sql<string[]>`array(select a.network::text from device_addresses a
        where a.tenant_id = devices.tenant_id and a.device_id = devices.id)`,
    })
    .from(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), sql`${devices.publicKey} = any(${sql.param([...keys])}::text[])`));
  return new Map(rows.map((row) => [row.publicKey, row]));
}

/** Which of these networks a device has, and its name. One network is one peer's, as in WireGuard itself; nesting is allowed. */
export async function findTakenNetworks(
  tx: TenantTx,
  networks: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ network: sql<string>`${deviceAddresses.network}::text`, name: devices.name })
    .from(deviceAddresses)
    .innerJoin(devices, and(eq(devices.tenantId, deviceAddresses.tenantId), eq(devices.id, deviceAddresses.deviceId)))
    .where(
      and(
        eq(deviceAddresses.tenantId, tx.tenantId),
        sql`${deviceAddresses.network} = any(${sql.param([...networks])}::cidr[])`,
      ),
    );
  return new Map(rows.map(({ network, name }) => [network, name]));
}

/** The tenant's range, from which addresses are given out. */
export async function readAddressRange(tx: TenantTx): Promise<string> {
  const [tenant] = await tx.select({ range: tenants.addressRange }).from(tenants).where(eq(tenants.id, tx.tenantId));
  if (!tenant) throw new Error("The tenant of the import no longer exists.");
  return tenant.range;
}
