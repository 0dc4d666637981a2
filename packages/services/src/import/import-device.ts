import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, ne, sql } from "drizzle-orm";
import { lockAddresses } from "../device/allocate-address.ts";
import { readDeviceQuota } from "../internal/read-device-quota.ts";
import { operator } from "../tenant/operator-context.ts";
import { describeDifference, findDeviceByKey, findTakenNetworks } from "./existing-devices.ts";
import type { ImportLine } from "./import-report.ts";
import type { DumpedPeer } from "./parse-dump.ts";
import type { NamedDevice } from "./read-device-names.ts";

type Decision = Pick<ImportLine, "outcome" | "detail">;

const skipped = (detail: string): Decision => ({ outcome: "skipped", detail });

/**
 * One peer of the dump, in the locks' order: user, device, addresses. The device of a deactivated user comes in switched
 * off by that cause, so that reactivating the user restores it. The device limit does not stop what exists already.
 */
export async function importDevice(tx: TenantTx, peer: DumpedPeer, named: NamedDevice): Promise<Decision> {
  const { tenantId } = tx;
  const [locked] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.email, named.email), ne(users.status, "deleting")))
    .for("no key update");
  if (!locked) return skipped("email: nobody of this tenant has it");
  const existing = await findDeviceByKey(tx, peer.publicKey);
  if (existing && existing.userId !== locked.id) return skipped("publicKey: this is another user's device");
  if (existing) return { outcome: "unchanged", detail: `exists${describeDifference(existing, peer, named)}` };

  await lockAddresses(tx);
  const [taken] = await findTakenNetworks(tx, peer.allowedIps);
  if (taken) return skipped(`allowedIps: ${taken.network} belongs to the device ${taken.deviceName}`);
  const user = await readUser(tx, locked.id);
  const cause = user.status === "inactive" ? "user_deactivated" : null;
  const id = newId();
  await tx.insert(devices).values({
    tenantId,
    id,
    userId: locked.id,
    name: named.name,
    platform: "other",
    publicKey: peer.publicKey,
    lastConnection: peer.lastConnection,
    cause,
    deactivatedAt: cause && new Date(),
  });
  if (peer.allowedIps.length > 0) {
    const addresses = peer.allowedIps.map((network) => ({ tenantId, network, deviceId: id }));
    await tx.insert(deviceAddresses).values(addresses);
  }
  if (peer.lastConnection) {
    await tx
      .update(users)
      // Postgres' greatest passes over null.
      .set({
        lastConnection: sql`greatest(${users.lastConnection}, ${peer.lastConnection.toISOString()}::timestamptz)`,
      })
      .where(and(eq(users.tenantId, tenantId), eq(users.id, locked.id)));
  }
  await recordAudit(tx, {
    action: "device.registered",
    actor: operator,
    target: { kind: "device", id },
    subjectId: locked.id,
    details: { after: { name: named.name, platform: "other" } },
  });
  await notify(tx, { userId: locked.id });
  const { held, limit } = await readDeviceQuota(tx, locked.id);
  const notes = [
    cause ? "switched off, because the user is inactive" : "on",
    ...(user.status === "pending" ? ["without access until the user has accepted"] : []),
    ...(peer.allowedIps.length === 0 ? ["has no address"] : []),
    ...(held > limit.value ? [`above the user's limit of ${limit.value} devices`] : []),
    ...(peer.hasPresharedKey ? ["WARNING: its preshared key is not taken over"] : []),
    ...(peer.hasEndpoint ? ["its endpoint is not taken over"] : []),
    ...(peer.keepaliveSeconds ? [`its keep-alive of ${peer.keepaliveSeconds} s is not taken over`] : []),
  ];
  return { outcome: "created", detail: notes.join("; ") };
}

/** Read after the lock: a statement that locks answers from before its wait. */
async function readUser(tx: TenantTx, id: string) {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, id)));
  if (!user) throw new Error("The locked user is gone.");
  return user;
}
