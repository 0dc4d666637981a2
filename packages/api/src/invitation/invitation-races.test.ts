import { readLinkToken } from "@portcullis/auth/link-token";
import { credentials } from "@portcullis/db/schema/credentials";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import { acceptance, invite } from "../testing/invite.ts";
import { testClient } from "../testing/person.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { activateInvitedAccount } from "./accept-invitation.ts";

type Invited = Awaited<ReturnType<typeof invite>>;

const rounds = Array.from({ length: 100 }, (_, round) => round);
/** Two that meet, in turns: so many of each order. */
const turns = rounds.slice(0, 24);

describe("at the same instant", { timeout: 300_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
    // More invitations than an hour has mails.
    fixture.mailer.isOn = false;
  });

  /** As `invitation.accept` does once the password is hashed, which would take most of a round's time. */
  const accept = ({ token, userId }: Invited, firstName = "Grace", invitedBy = fixture.admin.id) => {
    const link = readLinkToken(token);
    if (!link) throw new Error("This is no link.");
    const profile = { firstName, lastName: "Hopper" };
    const passwordHash = "$argon2id$v=19$not-one-that-anybody-knows";
    return activateInvitedAccount(
      { ...fixture, from: testClient },
      { link, seen: { userId, invitedBy }, profile, passwordHash },
    );
  };

  /** Status and password of somebody, and how often they were let in. */
  const stateOf = async (userId: string) => {
    const [passwords, { items }] = await Promise.all([
      fixture.inScope((tx) => tx.select().from(credentials).where(eq(credentials.userId, userId))),
      fixture.owner.call.audit.list({ targetId: userId, action: ["user.invitation_accepted"] }),
    ]);
    return { passwords: passwords.length, accepted: items.length };
  };

  it("of sixteen acceptances of the same invitation one succeeds, and its names stand", async () => {
    for (const _ of rounds) {
      const invited = await invite(fixture);
      const { userId } = invited;
      const names = Array.from({ length: 16 }, (_each, n) => `Grace ${n}`);
      const settled = await barrier.atOnce(
        userId,
        names.map((name) => () => accept(invited, name)),
      );
      const winners = names.filter((_name, n) => settled[n]?.status === "fulfilled");
      expect(winners).toHaveLength(1);
      for (const one of settled) {
        if (one.status === "fulfilled") continue;
        expect(one.reason).toMatchObject({ code: "NOT_FOUND", reason: "invitation_void" });
      }
      const user = await fixture.owner.call.user.get({ id: userId });
      expect(user).toMatchObject({ status: "active", firstName: winners[0], invitation: null });
      expect(await stateOf(userId)).toEqual({ passwords: 1, accepted: 1 });
    }
  });

  it("of sixteen calls of the whole procedure one succeeds too", async () => {
    for (const _ of rounds.slice(0, 2)) {
      const { userId, token } = await invite(fixture);
      const contenders = Array.from(
        { length: 16 },
        () => () => fixture.admin.call.invitation.accept(acceptance(token)),
      );
      const settled = await barrier.atOnce(userId, contenders);
      expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await stateOf(userId)).toEqual({ passwords: 1, accepted: 1 });
    }
  });

  it.each(["deactivate", "delete", "revokeInvitation"] as const)("an acceptance and %s leave no half", async (end) => {
    const outcomes = new Set<string>();
    for (const round of turns) {
      const invited = await invite(fixture);
      const { userId } = invited;
      const acts: (() => Promise<unknown>)[] = [
        () => accept(invited),
        () => fixture.owner.call.user[end]({ id: userId }),
      ];
      const settled = await barrier.atOnce(userId, round % 2 === 0 ? acts : acts.toReversed());
      const [accepted, ended] = round % 2 === 0 ? settled : settled.toReversed();
      outcomes.add(`${accepted?.status} ${ended?.status}`);
      const isIn = accepted?.status === "fulfilled";
      if (end === "revokeInvitation") {
        expect(ended?.status).toBe(isIn ? "rejected" : "fulfilled");
        const { status, sessionCount } = await fixture.owner.call.user.get({ id: userId });
        expect({ status, sessionCount }).toEqual({ status: isIn ? "active" : "pending", sessionCount: 0 });
      } else {
        expect(ended?.status).toBe("fulfilled");
        const found = await fixture.owner.call.user.get({ id: userId }).catch(() => undefined);
        expect(found?.status).toBe(end === "deactivate" ? "inactive" : undefined);
      }
      const kept = isIn && end !== "delete" ? 1 : 0;
      expect(await stateOf(userId)).toEqual({ passwords: kept, accepted: isIn ? 1 : 0 });
    }
    // Both orders were met, or this would prove nothing.
    expect(outcomes.size).toBe(2);
  });

  it("nobody comes in by an inviter who has just been deactivated", async () => {
    for (const round of turns) {
      const inviter = await fixture.aPerson({ role: "SUPPORT" });
      const invited = await invite(fixture, { by: inviter });
      const { userId } = invited;
      const acts: (() => Promise<unknown>)[] = [
        () => accept(invited, "Grace", inviter.id),
        () => fixture.owner.call.user.deactivate({ id: inviter.id }),
      ];
      const settled = await barrier.atOnce(inviter.id, round % 2 === 0 ? acts : acts.toReversed());
      const [accepted, ended] = round % 2 === 0 ? settled : settled.toReversed();
      expect(ended?.status).toBe("fulfilled");
      const { status } = await fixture.owner.call.user.get({ id: userId });
      expect(status).toBe(accepted?.status === "fulfilled" ? "active" : "pending");
      const { items } = await fixture.owner.call.audit.list({
        action: ["user.invitation_accepted", "user.deactivated"],
      });
      if (status === "active") {
        // Let in while the inviter could still invite: their end comes after it in the audit log.
        const [last, before] = items;
        expect([last?.action, before?.action]).toEqual(["user.deactivated", "user.invitation_accepted"]);
      }
    }
  });

  it("nobody comes in by an inviter whose rights are taken meanwhile", async () => {
    for (const _ of turns) {
      const inviter = await fixture.aPerson({ role: "SUPPORT" });
      const invited = await invite(fixture, { by: inviter });
      const { userId } = invited;
      const [accepted] = await barrier.atOnce(inviter.id, [() => accept(invited, "Grace", inviter.id)], (held) => {
        return held`delete from user_roles where user_id = ${inviter.id}`;
      });
      expect(accepted?.status).toBe("rejected");
      expect(await fixture.owner.call.user.get({ id: userId })).toMatchObject({ status: "pending" });
      expect(await stateOf(userId)).toEqual({ passwords: 0, accepted: 0 });
    }
  });

  it("of eight invitations to one e-mail one is made", async () => {
    for (const round of turns) {
      const people = [{ email: `shared-${round}@people.test` }];
      const answers = await barrier.atOnce(
        fixture.admin.id,
        Array.from({ length: 8 }, () => () => fixture.admin.call.user.invite({ people })),
      );
      const outcomes = answers.map((one) => (one.status === "fulfilled" ? one.value.results[0]?.outcome : one.reason));
      expect(outcomes.filter((outcome) => outcome === "invited")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(7);
    }
  });
});
