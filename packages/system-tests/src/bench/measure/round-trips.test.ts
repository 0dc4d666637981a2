import { createApiContext } from "@portcullis/api/kernel/context";
import { openFixture } from "@portcullis/api/testing/fixture";
import { deactivateUser } from "@portcullis/api/user/deactivate-user";
import { getUser } from "@portcullis/api/user/get-user";
import { readPrincipal, readPrincipalAnd } from "@portcullis/auth/read-principal";
import { hashToken, newToken } from "@portcullis/auth/session-token";
import { signIn } from "@portcullis/auth/sign-in";
import { openAuthFixture, rightPassword, testClient } from "@portcullis/auth/testing/fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { sessions } from "@portcullis/db/schema/sessions";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { countingLine } from "./counting-proxy.ts";

/** One connection over a line that counts. */
async function counted(url: string) {
  const line = await countingLine(url);
  const db = openDatabase(line.to(url), { applicationName: "portcullis-test-round-trips", max: 1 });
  return {
    db,
    /** Of the third time: the first ones describe their statements. */
    turnsOf: async (work: (time: number) => Promise<unknown>) => {
      for (const time of [0, 1]) await work(time);
      const before = line.turns();
      await work(2);
      return line.turns() - before;
    },
    async [Symbol.asyncDispose]() {
      await closeDatabase(db);
      await line[Symbol.asyncDispose]();
    },
  };
}

it("reads a person with the session of who asks in one round trip, and deactivates one in two", async () => {
  await using fixture = await openFixture();
  await using line = await counted(fixture.url);
  const ctx = { ...(await createApiContext(fixture.owner.parts())), db: line.db };
  const principal = ctx.principal;
  if (!principal) throw new Error("The owner is signed in.");
  const people = [await fixture.aUser(), await fixture.aUser(), await fixture.aUser()];
  const { readOne } = getUser.meta;
  const id = people[0]?.id ?? "";
  const session = { tenantId: fixture.tenantId, token: newToken() };
  await fixture.inScope((tx) =>
    tx
      .update(sessions)
      .set({ tokenHash: hashToken(session.token) })
      .where(eq(sessions.id, principal.sessionId)),
  );
  expect(await line.turnsOf(() => readPrincipal(line.db, session, testClient))).toBe(1);
  const readBoth = () => readPrincipalAnd(line.db, session, testClient, (tenant) => readOne(tenant, { id }));
  expect(await line.turnsOf(readBoth)).toBe(1);
  expect(await readBoth()).toMatchObject({ principal: { userId: principal.userId }, found: { record: { id } } });
  const off = (time: number) => deactivateUser({ ...ctx, principal }, { id: people[time]?.id ?? "" });
  expect(await line.turnsOf(off)).toBe(2);
});

it("signs somebody in with five round trips that it waits for", async () => {
  await using fixture = await openAuthFixture();
  await using line = await counted(fixture.applicationUrl);
  const { email } = await fixture.aPerson();
  const attempt = { tenant: "acme", email, password: rightPassword, ...testClient };
  // And one that nobody waits for: the COMMIT of what only reads.
  expect(await line.turnsOf(() => signIn(line.db, attempt))).toBe(5 + 1);
});
