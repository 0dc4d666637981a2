import { newId } from "@portcullis/db/ids";
import { queueInvitations } from "../invitation/queue-invitations.ts";
import type { Fixture } from "./fixture.ts";
import type { TestTenant } from "./tenant.ts";

/** People of a tenant who wait for the mail with their invitation, as `tenant:import --invite` leaves them. */
export async function queuePeople(
  { db, tenantId, aUser }: Pick<Fixture, "db"> & Pick<TestTenant, "tenantId" | "aUser">,
  many: number,
) {
  const people = await Promise.all(Array.from({ length: many }, () => aUser({ status: "pending" })));
  const ctx = { db, principal: { kind: "operator", tenantId } } as const;
  const runId = newId();
  await queueInvitations(ctx, { runId, emails: people.map(({ email }) => email) });
  return { ctx, runId, people };
}
