import { readLinkToken } from "@portcullis/auth/link-token";
import { hashPassword } from "@portcullis/auth/password";
import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import { enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { testClient } from "../testing/person.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { consumeResetLink } from "./complete-password-reset.ts";

const hundred = Array.from({ length: 100 }, (_, round) => round);
const rounds = hundred.slice(0, 24);

/** Who queues first goes first: each round somebody else. */
const rotated = <T>(contenders: readonly T[], by: number): readonly T[] => {
  const at = by % contenders.length;
  return [...contenders.slice(at), ...contenders.slice(0, at)];
};

const fulfilled = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.filter((one) => one.status === "fulfilled").length;

describe("at the same instant, a hundred times", { timeout: 240_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  const aMember = async () => {
    const user = await fixture.aUser({ role: "BASIC" });
    await givePassword(fixture, user.id);
    return user;
  };
  const sessionsOf = (id: string) => fixture.inScope((tx) => tx.$count(sessions, eq(sessions.userId, id)));

  it("no password that was right before a deactivation opens a session after it", async () => {
    for (const round of hundred) {
      const { id, email } = await aMember();
      const contenders = [
        () => fixture.admin.call.user.deactivate({ id }),
        () => enter({ db: fixture.db, tenant: fixture }, email, oldPassword),
      ];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      expect([round, fulfilled(settled)]).toEqual([round, 2]);
      expect([round, await sessionsOf(id)]).toEqual([round, 0]);
    }
  });

  it("no password that was right before it was changed opens a session after that", async () => {
    for (const round of rounds) {
      const { id, email } = await aMember();
      const here = await fixture.signIn(id);
      const contenders = [
        () => here.call.account.changePassword({ currentPassword: oldPassword, newPassword }),
        () => enter({ db: fixture.db, tenant: fixture }, email, oldPassword),
      ];
      await barrier.atOnce<unknown>(id, rotated(contenders, round));
      expect([round, await sessionsOf(id)]).toEqual([round, 1]);
      expect(await here.call.account.me()).toMatchObject({ id });
    }
  });

  it("no link sets a password once its maker was switched off", async () => {
    const passwordHash = await hashPassword(newPassword);
    for (const round of rounds) {
      const maker = await fixture.aPerson({ role: "SUPPORT" });
      const { id: userId } = await fixture.aUser({ role: "BASIC" });
      const { link } = await maker.call.user.resetPassword({ id: userId });
      const opened = readLinkToken(new URL(link).hash.slice(1));
      if (!opened) throw new Error("This is no link.");
      const of = { userId, requestedBy: maker.id, passwordHash };
      const contenders = [
        () => fixture.owner.call.user.deactivate({ id: maker.id }),
        () => consumeResetLink({ db: fixture.db, from: testClient }, opened, of),
      ];
      const settled = await barrier.atOnce<unknown>(maker.id, rotated(contenders, round));
      // Whoever comes first; the link before the deactivation is as good as any.
      expect([round, settled.map(({ status }) => status)]).toEqual([
        round,
        ["fulfilled", round % 2 === 0 ? "rejected" : "fulfilled"],
      ]);
    }
  });

  it("one of sixteen who open the same link sets the password", async () => {
    // Made once: hashing is what a round would consume its time with, and comes before the lock.
    const hashes = await Promise.all(Array.from({ length: 16 }, (_, n) => hashPassword(`password ${n}`)));
    for (const round of rounds) {
      const { id: userId } = await fixture.aUser({ role: "BASIC" });
      const { link } = await fixture.admin.call.user.resetPassword({ id: userId });
      const opened = readLinkToken(new URL(link).hash.slice(1));
      if (!opened) throw new Error("This is no link.");
      const ctx = { db: fixture.db, from: testClient };
      const settled = await barrier.atOnce(
        userId,
        hashes.map(
          (passwordHash) => () =>
            consumeResetLink(ctx, opened, { userId, requestedBy: fixture.admin.id, passwordHash }),
        ),
      );
      expect([round, fulfilled(settled)]).toEqual([round, 1]);
      const winner = settled.findIndex((one) => one.status === "fulfilled");
      const kept = await fixture.inScope((tx) => tx.select().from(credentials).where(eq(credentials.userId, userId)));
      expect(kept.map((row) => row.passwordHash)).toEqual([hashes[winner]]);
    }
  });
});
