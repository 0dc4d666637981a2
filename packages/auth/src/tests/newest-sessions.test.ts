import { auditEvents } from "@portcullis/db/schema/audit";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import { sessionsMax } from "@portcullis/domain/session";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { insertSession } from "../insert-session.ts";
import { readPrincipal } from "../read-principal.ts";
import { authWorld, testClient } from "../testing/world.ts";

it("keeps the newest sessions of a person, however many sign-ins come at once, and leaves others theirs", async () => {
  await using world = await authWorld();
  const [person, other] = [await world.aPerson(), await world.aPerson()];
  const enter = (userId: string) =>
    withTenant(world.db, world.tenant, (tx) => insertSession(tx, { userId, confirmedWith: "password" }, testClient));
  const first = await enter(person.id);
  const others = await enter(other.id);
  await world.inScope((tx) => tx.update(sessions).set({ createdAt: sql`now() - interval '1 hour'` }));
  await Promise.all(Array.from({ length: sessionsMax - 1 }, () => enter(person.id)));
  expect(await world.sessionsOf(person.id)).toHaveLength(sessionsMax);
  expect(await readPrincipal(world.db, first, testClient)).toBeDefined();

  const opened = await Promise.all(Array.from({ length: 20 }, () => enter(person.id)));
  expect(await world.sessionsOf(person.id)).toHaveLength(sessionsMax);
  expect(await readPrincipal(world.db, first, testClient)).toBeUndefined();
  expect(await readPrincipal(world.db, others, testClient)).toBeDefined();
  const last = opened.at(-1);
  expect(last && (await readPrincipal(world.db, last, testClient))).toBeDefined();
  const ended = await world.inScope((tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, "session.revoked")),
  );
  expect(ended).toHaveLength(20);
});
