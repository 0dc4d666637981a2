import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditAction } from "@portcullis/domain/audit-action";
import type { BulkInput } from "@portcullis/domain/bulk";
import type { ApproveDevice } from "@portcullis/domain/device/device";
import { conflict, type DomainError, permissionMissing } from "@portcullis/domain/errors";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import { ceilingRefusal, refused } from "@portcullis/domain/user/governance";
import { sql } from "drizzle-orm";
import type { Changed, SetForm } from "../kernel/change-set.ts";
import type { Actor } from "../kernel/locks.ts";
import { addressesOf, switchedOffRefusal } from "./internal.ts";
import {
  type DeviceChange,
  type DeviceRow,
  handedOver,
  isOneOf,
  lockDevices,
  readLetIn,
  recordDeviceChanges,
} from "./lock-device.ts";

interface Member<Input> {
  readonly id: string;
  readonly row: DeviceRow;
  readonly input: Input;
}

type Recorded = Pick<DeviceChange, "changed" | "details">;

interface DeviceAct<Input> {
  readonly action: Extract<AuditAction, `device.${string}`>;
  /** Where it is not the ceiling alone. */
  readonly refusal?: typeof ceilingRefusal;
  decide(actor: Actor, device: DeviceRow, input: Input): "change" | "unchanged" | DomainError;
  /** Writes all of them as of `now`, and answers what is recorded of each. */
  write(tx: TenantTx, members: readonly Member<Input>[], now: Timestamp): Promise<(member: Member<Input>) => Recorded>;
  /** What would bring back what was before. */
  before?(device: DeviceRow): Changed["before"];
}

function deviceForm<Input>(act: DeviceAct<Input>): SetForm<Input, DeviceRow> {
  const { refusal = ceilingRefusal } = act;
  return {
    noun: "device",
    read: (tx, caller, ids, _input, mode) => lockDevices(tx, caller, ids, mode),
    decide(actor, row, input) {
      const why = refusal(actor, row.target);
      if (why) return refused(why);
      return row.isHandedOver ? handedOver() : act.decide(actor, row, input);
    },
    versionOf: ({ device }) => device.updatedAt,
    async write(tx, _caller, actor, members) {
      const letIn = await readLetIn(
        tx,
        members.map(({ row }) => row.device),
      );
      const now = timestampNow();
      const recordedOf = await act.write(tx, members, now);
      const changeOf = (member: Member<Input>): DeviceChange => {
        const { target, device } = member.row;
        return { target, device, hadAccess: letIn.has(device.publicKey), ...recordedOf(member) };
      };
      await recordDeviceChanges(tx, actor, act.action, members.map(changeOf));
      const leftOf = (row: DeviceRow): Changed => {
        const before = act.before?.(row);
        return { version: now, ...(before && { before }) };
      };
      return new Map(members.map(({ id, row }) => [id, leftOf(row)]));
    },
  };
}

const setAll = <Input>(tx: TenantTx, members: readonly Member<Input>[], values: Record<string, unknown>) =>
  tx
    .update(devices)
    .set(values)
    .where(isOneOf(tx, idsOf(members)));

const idsOf = (members: readonly { readonly id: string }[]) => members.map(({ id }) => id);

const approve = deviceForm<Pick<ApproveDevice, "ifPublicKey">>({
  action: "device.approved",
  decide(_actor, { device }, { ifPublicKey }) {
    if (ifPublicKey !== undefined && ifPublicKey !== device.publicKey) {
      return conflict(
        "device_key_changed",
        "The key of this device has changed since you opened it. Check it again.",
        "ifPublicKey",
      );
    }
    return device.approvedAt === null ? "change" : "unchanged";
  },
  async write(tx, members, now) {
    await setAll(tx, members, { approvedAt: now, updatedAt: now });
    return () => ({ changed: ["approvedAt"] });
  },
});

/**
 * Switches devices off until an administrator switches them on.
 * @param refusal which of them the actor may switch off: `switchOffRefusal` only where the owner's are looked at further
 */
export const switchOffForm = (refusal: typeof ceilingRefusal): SetForm<BulkInput<"device.deactivate">, DeviceRow> =>
  deviceForm<BulkInput<"device.deactivate">>({
    action: "device.deactivated",
    refusal,
    decide: (_actor, { device }) => (device.cause === "admin" ? "unchanged" : "change"),
    async write(tx, members, now) {
      await setAll(tx, members, {
        cause: "admin",
        deactivatedAt: sql`coalesce(${devices.deactivatedAt}, ${now}::timestamptz)`,
        updatedAt: now,
      });
      return ({ input: { reason } }) => ({ changed: ["cause"], ...(reason && { details: { reason } }) });
    },
  });

/**
 * Switches devices on again, whatever switched them off.
 * @param isExcepted which of their own devices people without `device:deactivate` may: only where that is looked at further
 */
export const switchOnForm = (isExcepted: (row: DeviceRow) => boolean): SetForm<object, DeviceRow> =>
  deviceForm({
    action: "device.reactivated",
    decide(actor, row) {
      if (!actor.permissions.includes("device:deactivate") && !isExcepted(row)) {
        return permissionMissing("device:deactivate");
      }
      if (row.device.cause === null) return "unchanged";
      if (row.target.status === "active") return "change";
      return conflict("user_not_active", "Its user is not active. Reactivate the user first.");
    },
    async write(tx, members, now) {
      await setAll(tx, members, { cause: null, deactivatedAt: null, updatedAt: now });
      return () => ({ changed: ["cause"] });
    },
  });

const remove = deviceForm<object>({
  action: "device.removed",
  decide: (actor, { device }) => switchedOffRefusal(actor, device, "remove it") ?? "change",
  async write(tx, members) {
    const held = await tx.execute<{ id: string; addresses: string[] }>(sql`
      select d.id, ${addressesOf(tx.tenantId, sql`d.id`)} as addresses
      from unnest(${sql.param(idsOf(members))}::uuid[]) as d(id)`);
    const addresses = new Map(held.map((row) => [row.id, row.addresses]));
    await tx.delete(devices).where(isOneOf(tx, idsOf(members)));
    return ({ row: { device } }) => ({
      details: {
        before: { name: device.name, publicKey: device.publicKey, addresses: addresses.get(device.id) ?? [] },
      },
    });
  },
});

const setPlatform = deviceForm<BulkInput<"device.setPlatform">>({
  action: "device.platform_changed",
  decide: (_actor, { device }, { platform }) => (device.platform === platform ? "unchanged" : "change"),
  async write(tx, members, now) {
    const next = members.map(({ id, input }) => ({ id, platform: input.platform }));
    await tx.execute(sql`
      update ${devices} d set platform = n.platform, updated_at = ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as n(id uuid, platform text)
      where d.tenant_id = ${tx.tenantId} and d.id = n.id`);
    return ({ row: { device }, input: { platform } }) => ({
      changed: ["platform"],
      details: { before: { platform: device.platform }, after: { platform } },
    });
  },
  before: ({ device: { platform } }) => ({ platform }),
});

/** What is done to one device or to many. The owner's are nobody else's to change, and switching them off is a use-case of its own. */
export const deviceForms = {
  approve,
  deactivate: switchOffForm(ceilingRefusal),
  reactivate: switchOnForm(() => false),
  remove,
  setPlatform,
};
