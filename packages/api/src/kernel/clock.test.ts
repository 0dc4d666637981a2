import { insertSession } from "@portcullis/auth/insert-session";
import { readPrincipal } from "@portcullis/auth/read-principal";
import { sessions } from "@portcullis/db/schema/sessions";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { testClient } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const hourMs = 3_600_000;

/** Sets the clock of this console; the database's shows the right time. */
function setClock(hours: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + hours * hourMs });
}
afterEach(() => vi.useRealTimers());

/** Seconds between the database's time and another. */
async function secondsFromNow({ db }: Fixture, at: Timestamp): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(
    sql`select extract(epoch from ${at}::timestamptz - now())::float8 as seconds`,
  );
  return row?.seconds ?? Number.NaN;
}

describe.each([
  { what: "behind", hours: -20 },
  { what: "ahead", hours: 20 },
])("a console whose clock is $what", ({ hours }) => {
  it("opens sessions that live, and as long as others", async () => {
    await using fixture = await openFixture();
    const { id } = await fixture.aUser();
    setClock(hours);
    const session = await fixture.inScope((tx) =>
      insertSession(tx, { userId: id, confirmedWith: "password" }, testClient),
    );
    expect(await readPrincipal(fixture.db, session, testClient)).toMatchObject({ userId: id, isConfirmed: true });
    const [row] = await fixture.inScope((tx) => tx.select().from(sessions).where(eq(sessions.userId, id)));
    if (!row) throw new Error("There is no session.");
    expect(await secondsFromNow(fixture, row.expiresAt)).toBeCloseTo(7 * 24 * 3600, -2);
    expect(await secondsFromNow(fixture, row.confirmedAt)).toBeCloseTo(0, -2);
  });

  it("asks for a proof of who one is that is older than ten minutes, and not for one that is not", async () => {
    await using fixture = await openFixture();
    const aged = (minutes: number) =>
      fixture.inScope((tx) =>
        tx
          .update(sessions)
          .set({ confirmedAt: sql`now() - make_interval(mins => ${minutes}::int)` })
          .where(eq(sessions.id, fixture.owner.sessionId)),
      );
    setClock(hours);
    await aged(11);
    const { call } = fixture.owner;
    expect(await refusalOf(call.tenant.update({ maxDevices: 7 }))).toMatchObject({ reason: "confirmation_required" });
    await aged(9);
    await call.tenant.update({ maxDevices: 7 });
  });

  it("makes links that last as long as others", async () => {
    await using fixture = await openFixture();
    const { id } = await fixture.aUser({ role: "BASIC" });
    setClock(hours);
    const { call } = fixture.admin;
    const reset = await call.user.resetPassword({ id });
    expect(await secondsFromNow(fixture, reset.expiresAt)).toBeLessThan(25 * 3600);
    expect(await secondsFromNow(fixture, reset.expiresAt)).toBeGreaterThan(0);
    const { results } = await call.user.invite({ people: [{ email: "new@example.test" }] });
    const [invited] = results;
    if (invited?.outcome !== "invited") throw new Error("Nobody was invited.");
    expect(await secondsFromNow(fixture, invited.expiresAt)).toBeCloseTo(7 * 24 * 3600, -2);
  });

  it("writes the right time into the audit log", async () => {
    await using fixture = await openFixture();
    const { user } = await fixture.aUserWithDevices();
    setClock(hours);
    await fixture.admin.call.user.deactivate({ id: user.id });
    const { items } = await fixture.owner.call.audit.list({ action: ["user.deactivated"] });
    expect(await secondsFromNow(fixture, items[0]?.at ?? toTimestamp(0))).toBeCloseTo(0, -2);
  });
});

it("shows the newest change of a user, whichever clock numbered it", async () => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const { call } = fixture.admin;
  await call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  // As a console would have numbered it whose clock was ahead.
  await fixture.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${fixture.tenantId}, true)`);
    await tx.execute(sql`delete from cascade_devices`);
    await tx.execute(sql`update cascades set id = 'ffffffff-ffff-7fff-bfff-ffffffffffff' where user_id = ${user.id}`);
  });
  const { cascade } = await call.user.reactivate({ id: user.id });
  expect(cascade).toMatchObject({ kind: "reactivate" });
});
