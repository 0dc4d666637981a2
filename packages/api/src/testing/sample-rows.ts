import { randomUUID } from "node:crypto";
import { newId } from "@portcullis/db/ids";
import { bulkMembers, bulkOperations as operations } from "@portcullis/db/schema/bulk";
import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import type { Permission } from "@portcullis/domain/permission";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq, isNull, sql } from "drizzle-orm";
import { ageMails } from "./age-mails.ts";
import type { Fixture } from "./fixture.ts";
import { parkCascade } from "./park-cascade.ts";
import { testClient } from "./person.ts";
import { queuePeople } from "./queue-people.ts";
import type { SampleIds } from "./samples.ts";
import type { TestTenant } from "./tenant.ts";

/** What the people of a sample hold; nothing where it is not said. */
export interface SampleTraits {
  /** Whose rows; the fixture's where it is not said. */
  readonly tenant?: TestTenant;
  readonly permissions?: readonly Permission[];
  /** Whether a group gives it to them, and no role of their own. */
  readonly throughGroup?: boolean;
}

/** Rows for every id that a sample names, all of the same tenant; whoever they belong to holds the same. */
export async function sampleRows(fixture: Fixture, traits: SampleTraits = {}): Promise<SampleIds> {
  const { tenant = fixture } = traits;
  const owner = await tenant.signIn(tenant.owner.id);
  const roleId = await aRole(owner.call, traits.permissions ?? []);
  const direct = traits.throughGroup ? [] : [roleId];
  const aUser = async (status: "active" | "inactive") => {
    const { id } = await tenant.aUser({ status });
    if (direct.length > 0) await owner.call.user.setRoles({ id, roleIds: direct });
    return id;
  };
  const [user, inactiveUser] = [await aUser("active"), await aUser("inactive")];
  const people = [{ email: `${randomUUID()}@people.test` }];
  const [invited] = (await owner.call.user.invite({ people, roleIds: direct })).results;
  if (invited?.outcome !== "invited") throw new Error("Nobody was invited.");
  const pendingUser = invited.userId;
  await ageMails(fixture, 60);
  await queuePeople({ ...tenant, db: fixture.db }, 1);
  if (traits.throughGroup) {
    await tenant.aGroup({ memberIds: [user, inactiveUser, pendingUser], roleIds: [roleId] });
  }
  const gateway = (await tenant.aGateway()).id;
  const closedGateway = (await tenant.aGateway()).id;
  await owner.call.gateway.close({ id: closedGateway });
  const device = (await tenant.aDevice(user)).id;
  await tenant.aReporter(device);
  // Switched off and on again, and stuck on the way: a cascade to retry, and a change that the gateways have not confirmed.
  await owner.call.user.deactivate({ id: user });
  const cascade = (await owner.call.user.reactivate({ id: user })).cascade?.id ?? "";
  await parkCascade(tenant, cascade);
  const { items } = await owner.call.role.list({});
  return {
    user,
    inactiveUser,
    pendingUser,
    recipient: (await tenant.aUser()).id,
    session: (await tenant.signIn(user)).sessionId,
    passkey: await tenant.aPasskey(user),
    device,
    inactiveDevice: (await tenant.aDevice(user, { cause: "admin" })).id,
    waitingDevice: (await tenant.aDevice(user, { approvedAt: null })).id,
    cascade,
    group: (await tenant.aGroup({ memberIds: [user] })).id,
    otherGroup: (await tenant.aGroup({})).id,
    role: items.find(({ system }) => system === "BASIC")?.id ?? "",
    customRole: await aRole(owner.call, []),
    gateway,
    closedGateway,
    change: await unconfirmedChange(tenant, gateway),
    ...(await bulkOperations(tenant)),
  };
}

/** One of each status, each about somebody of its own; what waits for approval was asked for by somebody else than the owner. */
async function bulkOperations(tenant: TestTenant) {
  const [bulkDone, bulkPreview, bulkWaiting, bulkRunning] = [newId(), newId(), newId(), newId()];
  const made = {
    tenantId: tenant.tenantId,
    verb: "user.deactivate",
    action: { verb: "user.deactivate" },
    requestedBy: tenant.owner.id,
    requestedFrom: testClient,
    requestedAt: timestampNow(),
    expiresAt: sql`now() + interval '1 hour'`,
    nextAttemptAt: timestampNow(),
    total: 1,
    losing: 1,
  } as const;
  const startedAt = timestampNow();
  const over = { startedAt, finishedAt: startedAt, requestedFrom: null, changed: 1 };
  const people = await Promise.all([1, 2, 3, 4].map(() => tenant.aUser()));
  await tenant.inScope(async (tx) => {
    await tx.insert(operations).values([
      { ...made, id: bulkDone, status: "done", ...over },
      { ...made, id: bulkPreview },
      { ...made, id: bulkWaiting, status: "waiting", requestedBy: tenant.admin.id },
      { ...made, id: bulkRunning, status: "running", startedAt },
    ]);
    const memberOf = (operationId: string, n: number) => ({
      tenantId: tenant.tenantId,
      operationId,
      memberId: people[n]?.id ?? "",
      expected: "changed" as const,
      version: "0",
    });
    await tx
      .insert(bulkMembers)
      .values([
        { ...memberOf(bulkDone, 0), outcome: "changed", leftVersion: "1" },
        memberOf(bulkPreview, 1),
        memberOf(bulkWaiting, 2),
        memberOf(bulkRunning, 3),
      ]);
  });
  return { bulkDone, bulkPreview, bulkWaiting, bulkRunning };
}

let roles = 0;
const aRole = async (call: TestTenant["owner"]["call"], permissions: readonly Permission[]) =>
  (await call.role.create({ name: `Sample ${++roles}`, permissions: [...permissions] })).id;

async function unconfirmedChange(tenant: TestTenant, gatewayId: string): Promise<string> {
  const [open] = await tenant.inScope((tx) =>
    tx
      .select({ changeId: gatewayConfirmations.changeId })
      .from(gatewayConfirmations)
      .where(
        and(
          eq(gatewayConfirmations.tenantId, tenant.tenantId),
          eq(gatewayConfirmations.gatewayId, gatewayId),
          isNull(gatewayConfirmations.confirmedAt),
        ),
      )
      .limit(1),
  );
  if (!open) throw new Error("The gateway was asked nothing.");
  return open.changeId;
}

/** A sample without its conditions (`ifUpdatedAt` …), which no row of a test meets. */
export function withoutConditions(sample: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sample).filter(([field]) => !/^if[A-Z]/.test(field)));
}
