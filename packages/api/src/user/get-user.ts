import type { Database } from "@portcullis/db/client";
import { inTurnOf } from "@portcullis/db/share-pool";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import type { UserShort } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import type { TenantId } from "@portcullis/domain/ids";
import { knownPermissions, permissionsHeld } from "@portcullis/domain/permission";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import { type UserDetail, userById, userDetail, userDetailDevicesMax } from "@portcullis/domain/user/user";
import { type SQL, sql } from "drizzle-orm";
import { acknowledgementsOf, isCurrentCascade, type StoredAcknowledgements } from "../change/acknowledgements.ts";
import { toProgress } from "../change/internal.ts";
import { type DeviceRecord, readRoutedNetworks, toDeviceDetail } from "../device/internal.ts";
import type { ServiceContext } from "../kernel/context.ts";
import { useCase } from "../kernel/use-case.ts";

/** A user whole, in one round trip. @throws {DomainError} NOT_FOUND */
export const getUser = useCase(
  { access: { permission: "user:read" }, subject: "user", readOne: (tenantId, { id }) => selectRecord(tenantId, id) },
  userById,
  userDetail,
  ({ db, principal: { tenantId }, alongside }, { id }) => {
    const turn = inTurnOf(db, tenantId);
    return alongside ? toUserDetail(turn, tenantId, alongside as AnsweredRow) : readUserRecord(turn, tenantId, id);
  },
);

/** What the function `user_record` answers; the rest of the record is derived. */
type UserRecord = Omit<
  UserDetail,
  "hasPassword" | "lastSignIn" | "presence" | "deviceLimit" | "permissions" | "devices" | "cascade"
> & {
  readonly tenantMaxDevices: number;
  readonly cascade: Omit<CascadeProgress, "elapsedMs" | "state" | "gateways"> | null;
  readonly devices: readonly DeviceRecord[];
};

type AnsweredRow = {
  readonly record: UserRecord | null;
  readonly has_password: boolean;
  readonly last_sign_in: Timestamp | null;
  readonly is_current: boolean | null;
  readonly gateways: StoredAcknowledgements | null;
};

/** A user whole, inside a transaction. @throws {DomainError} NOT_FOUND for unknown, foreign and deleting alike */
export function readUserDetail(tx: TenantTx, id: string): Promise<UserDetail> {
  return readUserRecord(tx, tx.tenantId, id);
}

/**
 * A user whole, by a statement that needs no transaction around it: the function enters the tenant, and what is joined to its answer is
 * read after it. The id of the change is a column by itself (`offset 0`): a cast inside the join is not leakproof, so that no index could
 * serve it under row-level security.
 */
const selectRecord = (tenantId: SQL, id: string) => sql`
  select r.record, s.has_password, s.last_sign_in, asked.is_current, asked.gateways
  from user_record(${tenantId}, ${id}::uuid, null, ${userDetailDevicesMax}) as r (record)
  cross join lateral sign_in_facts(${tenantId}, ${id}::uuid) s
  cross join lateral (select (r.record -> 'cascade' ->> 'id')::uuid as cascade_id offset 0) latest
  left join lateral (
    select ${isCurrentCascade} as is_current, ${acknowledgementsOf(sql`cascades.tenant_id`, sql`cascades.id`)} as gateways
    from cascades where cascades.tenant_id = ${tenantId} and cascades.id = latest.cascade_id
  ) asked on true`;

/** The same as the last statement of a transaction: what has to be asked after it is asked outside. */
export async function readUserDetailBehind(
  { db }: Pick<ServiceContext, "db">,
  tx: TenantTx,
  id: string,
): Promise<UserDetail> {
  const { tenantId } = tx;
  const [row] = await tx.execute<AnsweredRow>(selectRecord(sql`${tenantId}::uuid`, id));
  return toUserDetail(inTurnOf(db, tenantId), tenantId, row);
}

async function readUserRecord(db: Pick<Database, "execute">, tenantId: TenantId, id: string): Promise<UserDetail> {
  const [row] = await db.execute<AnsweredRow>(selectRecord(sql`${tenantId}::uuid`, id));
  return toUserDetail(db, tenantId, row);
}

async function toUserDetail(
  db: Pick<Database, "execute">,
  tenantId: TenantId,
  row: AnsweredRow | undefined,
): Promise<UserDetail> {
  const now = new Date();
  if (!row?.record) throw notFound("user");
  const { tenantMaxDevices, cascade, ...record } = row.record;
  const { id, email, status, firstName, lastName, image, lastConnection } = record;
  const holder: UserShort = { id, email, firstName, lastName, image, status, lastConnection };
  const routed = await readRoutedNetworks(db, tenantId, record.devices);
  const granted = record.roles.flatMap((role) => role.permissions);
  return {
    ...record,
    hasPassword: row.has_password,
    lastSignIn: row.last_sign_in,
    presence: record.deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(record.maxDevices, record.groups, tenantMaxDevices),
    roles: record.roles
      .map((role) => ({ ...role, permissions: knownPermissions(role.permissions) }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    permissions: [...permissionsHeld({ isOwner: record.isOwner, granted })],
    devices: record.devices.map((device) => toDeviceDetail(device, holder, now, routed.get(device.id))),
    cascade:
      cascade &&
      toProgress({
        ...cascade,
        isCurrent: row.is_current ?? true,
        gateways: row.gateways ?? [],
      }),
  };
}
