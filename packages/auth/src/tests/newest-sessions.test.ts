import { auditEvents } from "@portcullis/db/schema/audit";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import { sessionsMax } from "@portcullis/domain/session";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { insertSession } from "../insert-session.ts";
import { readPrincipal } from "../read-principal.ts";
import { openAuthFixture, testClient } from "../testing/fixture.ts";

it("keeps the newest sessions of a person, however many sign-ins come at once, and leaves others theirs", async () => {
  await using fixture = await openAuthFixture();
  const [person, other] = [await fixture.aPerson(), await fixture.aPerson()];
  const enter = (userId: string) =>
    withTenant(fixture.db, fixture.tenant, (tx) =>
      insertSession(tx, { userId, confirmedWith: "password" }, testClient),
    );
  const first = await enter(person.id);
  const others = await enter(other.id);
  await fixture.inScope((tx) => tx.update(sessions).set({ createdAt: sql`now() - interval '1 hour'` }));
  await Promise.all(Array.from({ length: sessionsMax - 1 }, () => enter(person.id)));
  expect(await fixture.sessionsOf(person.id)).toHaveLength(sessionsMax);
  expect(await readPrincipal(fixture.db, first, testClient)).toBeDefined();

  const opened = await Promise.all(Array.from({ length: 20 }, () => enter(person.id)));
  expect(await fixture.sessionsOf(person.id)).toHaveLength(sessionsMax);
  expect(await readPrincipal(fixture.db, first, testClient)).toBeUndefined();
  expect(await readPrincipal(fixture.db, others, testClient)).toBeDefined();
  const last = opened.at(-1);
  expect(last && (await readPrincipal(fixture.db, last, testClient))).toBeDefined();
  const ended = await fixture.inScope((tx) =>
    tx.select().from(auditEvents).where(eq(auditEvents.action, "session.revoked")),
  );
  expect(ended).toHaveLength(20);
});
