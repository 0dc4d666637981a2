import { readLinkToken } from "@portcullis/auth/link-token";
import { hashPassword } from "@portcullis/auth/password";
import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import { spendResetLink } from "@portcullis/services/password-reset/spend-reset-link";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import { enter, givePassword, newPassword, oldPassword } from "../testing/passwords.ts";
import { testClient } from "../testing/person.ts";
import { raceGround } from "../testing/race-ground.ts";
import type { World } from "../testing/world.ts";

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
  let world: World;
  let barrier: StartBarrier;
  raceGround((made) => {
    ({ world, barrier } = made);
  });

  const aMember = async () => {
    const user = await world.aUser({ role: "BASIC" });
    await givePassword(world, user.id);
    return user;
  };
  const sessionsOf = (id: string) => world.inScope((tx) => tx.$count(sessions, eq(sessions.userId, id)));

  it("no password that was right before a deactivation opens a session after it", async () => {
    for (const round of hundred) {
      const { id, email } = await aMember();
      const contenders = [
        () => world.admin.call.user.deactivate({ id }),
        () => enter({ db: world.db, tenant: world }, email, oldPassword),
      ];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      expect([round, fulfilled(settled)]).toEqual([round, 2]);
      expect([round, await sessionsOf(id)]).toEqual([round, 0]);
    }
  });

  it("no password that was right before it was changed opens a session after that", async () => {
    for (const round of rounds) {
      const { id, email } = await aMember();
      const here = await world.signIn(id);
      const contenders = [
        () => here.call.account.changePassword({ currentPassword: oldPassword, newPassword }),
        () => enter({ db: world.db, tenant: world }, email, oldPassword),
      ];
      await barrier.atOnce<unknown>(id, rotated(contenders, round));
      expect([round, await sessionsOf(id)]).toEqual([round, 1]);
      expect(await here.call.account.me()).toMatchObject({ id });
    }
  });

  it("no link sets a password once its maker was switched off", async () => {
    const passwordHash = await hashPassword(newPassword);
    for (const round of rounds) {
      const maker = await world.aPerson({ role: "SUPPORT" });
      const { id: userId } = await world.aUser({ role: "BASIC" });
      const { link } = await maker.call.user.resetPassword({ id: userId });
      const opened = readLinkToken(new URL(link).hash.slice(1));
      if (!opened) throw new Error("This is no link.");
      const of = { userId, requestedBy: maker.id, passwordHash };
      const contenders = [
        () => world.owner.call.user.deactivate({ id: maker.id }),
        () => spendResetLink({ db: world.db, from: testClient }, opened, of),
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
    // Made once: hashing is what a round would spend its time with, and comes before the lock.
    const hashes = await Promise.all(Array.from({ length: 16 }, (_, n) => hashPassword(`password ${n}`)));
    for (const round of rounds) {
      const { id: userId } = await world.aUser({ role: "BASIC" });
      const { link } = await world.admin.call.user.resetPassword({ id: userId });
      const opened = readLinkToken(new URL(link).hash.slice(1));
      if (!opened) throw new Error("This is no link.");
      const ctx = { db: world.db, from: testClient };
      const settled = await barrier.atOnce(
        userId,
        hashes.map(
          (passwordHash) => () => spendResetLink(ctx, opened, { userId, requestedBy: world.admin.id, passwordHash }),
        ),
      );
      expect([round, fulfilled(settled)]).toEqual([round, 1]);
      const winner = settled.findIndex((one) => one.status === "fulfilled");
      const kept = await world.inScope((tx) => tx.select().from(credentials).where(eq(credentials.userId, userId)));
      expect(kept.map((row) => row.passwordHash)).toEqual([hashes[winner]]);
    }
  });
});
