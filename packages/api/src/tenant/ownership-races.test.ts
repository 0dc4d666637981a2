import { users } from "@portcullis/db/schema/users";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { refusalOf } from "../testing/refusal.ts";

const hundred = Array.from({ length: 100 }, (_, round) => round);
/** A hundred for what would leave a tenant without an owner, a few for the others. */
const roundsOf = (what: string) => (/deletion|demotion/.test(what) ? hundred : hundred.slice(0, 24));

type Contender = () => Promise<unknown>;

/** An offer that stands, and everybody who could meddle. `admin` holds everything but ownership. */
interface Scene {
  readonly owner: TestPerson;
  readonly recipient: TestPerson;
  readonly admin: TestPerson;
}

interface Clash {
  readonly what: string;
  readonly contenders: (scene: Scene) => readonly Contender[];
  /** With what a loser may be refused. */
  readonly refusals: readonly string[];
}

const accept = ({ recipient }: Scene) => recipient.call.tenant.acceptOwnership({});

/** What an acceptance meets. Whoever is queued first changes with each round. */
const clashes: readonly Clash[] = [
  {
    what: "the deactivation of whom it is offered to",
    contenders: (scene) => [() => accept(scene), () => scene.admin.call.user.deactivate({ id: scene.recipient.id })],
    refusals: ["session_ended", "offer_void", "owner_protected"],
  },
  {
    what: "the deletion of whom it is offered to",
    contenders: (scene) => [() => accept(scene), () => scene.admin.call.user.delete({ id: scene.recipient.id })],
    refusals: ["session_ended", "offer_void", "owner_protected"],
  },
  {
    what: "the demotion of whom it is offered to",
    contenders: (scene) => [
      () => accept(scene),
      () => scene.admin.call.user.setRoles({ id: scene.recipient.id, roleIds: [] }),
    ],
    refusals: ["offer_void", "owner_protected", "privilege_ceiling"],
  },
  {
    what: "the end of the session that accepts",
    contenders: (scene) => [
      () => accept(scene),
      () => scene.admin.call.session.revokeAll({ userId: scene.recipient.id }),
    ],
    refusals: ["session_ended", "privilege_ceiling", "owner_protected"],
  },
  {
    what: "itself, four times over",
    contenders: (scene) => [() => accept(scene), () => accept(scene), () => accept(scene), () => accept(scene)],
    refusals: ["offer_void"],
  },
  {
    what: "the owner taking it back",
    contenders: (scene) => [() => accept(scene), () => scene.owner.call.tenant.cancelOffer({})],
    refusals: ["offer_void"],
  },
  {
    what: "an offer to somebody else",
    contenders: (scene) => [
      () => accept(scene),
      () => scene.owner.call.tenant.offerOwnership({ userId: scene.admin.id }),
    ],
    refusals: ["offer_void", "permission_missing"],
  },
  {
    what: "the deactivation of the owner by an administrator",
    contenders: (scene) => [() => accept(scene), () => scene.admin.call.user.deactivate({ id: scene.owner.id })],
    refusals: ["offer_void", "owner_protected"],
  },
  {
    what: "the owner and the new one switching each other off",
    contenders: (scene) => [
      () => accept(scene),
      () => scene.recipient.call.user.deactivate({ id: scene.owner.id }),
      () => scene.owner.call.user.deactivate({ id: scene.recipient.id }),
    ],
    refusals: ["offer_void", "session_ended", "permission_missing", "owner_protected"],
  },
];

describe("an acceptance of ownership that meets", { timeout: 300_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  const owners = () =>
    fixture.inScope((tx) =>
      tx
        .select({ id: users.id, status: users.status })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), users.isOwner)),
    );

  async function aScene(): Promise<Scene> {
    const [holder] = await owners();
    const owner = await fixture.signIn(holder?.id ?? "");
    const recipient = await fixture.aPerson({ role: "BASIC" });
    const admin = await fixture.aPerson({ role: "ADMIN" });
    await owner.call.tenant.offerOwnership({ userId: recipient.id });
    return { owner, recipient, admin };
  }

  it.each(clashes)("$what leaves one owner, who is active, in every round", async ({ what, contenders, refusals }) => {
    const rounds = roundsOf(what);
    const outcomes = new Map<string, number>();
    for (const round of rounds) {
      const scene = await aScene();
      const queue = contenders(scene);
      const rotated = queue.map((_, n) => queue[(n + round) % queue.length] as Contender);
      // The row of one side in every other round: each of the two locks is the one that is waited for.
      const held = round % 4 < 2 ? scene.recipient : scene.owner;
      const settled = await barrier.atOnce(held.id, rotated);
      const refused = await Promise.all(
        settled.flatMap((one) => (one.status === "rejected" ? [refusalOf(Promise.reject(one.reason as Error))] : [])),
      );
      for (const { reason } of refused) expect(refusals).toContain(reason);
      const [owner, ...more] = await owners();
      expect([round, owner?.status, more]).toEqual([round, "active", []]);
      const outcome = owner?.id === scene.recipient.id ? "moved" : "stayed";
      expect([outcome, owner?.id]).toEqual([outcome, scene[outcome === "moved" ? "recipient" : "owner"].id]);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      await fixture.owner.call.tenant.cancelOffer({}).catch(() => undefined);
    }
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(rounds.length);
  });
});
