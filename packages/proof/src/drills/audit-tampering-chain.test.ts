import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { operatorCommand } from "./testing/operator-command.ts";
import { rewriteSeal } from "./testing/rewrite-seal.ts";
import { type Place, type SealedTrail, sealedTrail } from "./testing/sealed-trail.ts";
import { expectBreach as expectBreachOf, placeOf, verdictOf } from "./testing/verdict.ts";

let trail: SealedTrail;
beforeAll(async () => {
  trail = await sealedTrail();
});
afterEach(() => trail.restore());
afterAll(() => trail[Symbol.asyncDispose]());

const verify = (noted?: string) => verdictOf(trail, noted);
const expectBreach = (place: string, sentence: string, noted?: string) => expectBreachOf(trail, place, sentence, noted);
const at = (...place: Place) => placeOf(trail, place);

const command = (...more: string[]) => operatorCommand(trail.world, "audit-verify", trail.slug, ...more);

it("says nothing of a trail that nobody has touched, by the command too", async () => {
  expect(await command("--head", trail.head)).toEqual({
    code: 0,
    err: "",
    out: `${trail.slug}: sound. 20 events in 4 seals, 1 waiting.\n  head      ${trail.head}`,
  });
  expect((await operatorCommand(trail.world, "audit-verify")).code).toBe(0);
});

it("ends the command with 1, and with the sentence alone, where something was touched", async () => {
  await trail.sql`delete from audit_events where id = ${trail.idAt([2, 4])}`;
  expect(await command()).toEqual({ code: 1, out: "", err: `${trail.slug}: ${at(2, 4)}: the event is missing.` });
  expect((await command("--head", "4:x")).err).toBe("--head: Write a head as <number>:<hash>.");
});

it("goes on, by the command too, from where audit:prune has ended, and not past it", async () => {
  const { sql, slug, world, head } = trail;
  const before = await pruneFirstSeal();
  expect((await command("--head", head)).out).toContain("sound. 16 events in 4 seals, 1 waiting.");
  const [first] = await sql<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from kept.audit_seals where number = 1 and tenant_id = ${world.tenantId}`;
  expect((await command("--head", `1:${first?.hash}`)).code).toBe(0);
  const again = await operatorCommand(world, "audit-prune", slug, "--before", before);
  expect(again.out).toBe(`${slug}: 0 events in 0 seals removed, all of them older than ${before}.`);
  const future = await operatorCommand(world, "audit-prune", slug, "--before", "9999-01-01");
  expect(future).toEqual({ code: 1, out: "", err: "--before: Lies in the future." });
});

/** Removes what is older than the second seal's first event, and answers when that was. */
async function pruneFirstSeal(): Promise<string> {
  const { sql, slug, world } = trail;
  const [second] = await sql<{ at: Date }[]>`select at from audit_events where id = ${trail.idAt([2, 1])}`;
  const before = second?.at.toISOString() ?? "";
  await world.sealTrails();
  const answer = await operatorCommand(world, "audit-prune", slug, "--before", before);
  const removed = `${slug}: 5 events in 1 seals removed, all of them older than ${before}.`;
  expect(answer).toEqual({ code: 0, err: "", out: removed });
  return before;
}

describe("a seal", () => {
  it.each([
    "format = 0",
    "previous = sha256('')",
    "event_ids = event_ids[2:2] || event_ids[1:1] || event_ids[3:]",
    "event_ids = event_ids[2:], event_hashes = substr(event_hashes, 33)",
    "event_hashes = set_byte(event_hashes, 0, (get_byte(event_hashes, 0) + 1) % 256)",
    "sealed_at = sealed_at + interval '1 millisecond'",
    "hash = sha256('')",
  ])("is named when it is altered: %s", async (change) => {
    await trail.sql.unsafe(
      `update audit_seals set ${change} where number = 3 and tenant_id = '${trail.world.tenantId}'`,
    );
    await expectBreach("seal 3", "the seal was altered.");
  });

  it.each([1, 3, 4])("is named when seal %i and its event are rewritten to agree", async (number) => {
    await trail.sql`update audit_events set cascade_id = gen_random_uuid() where id = ${trail.idAt([number, 1])}`;
    await rewriteSeal(trail, number);
    // Of the last one nothing but the head tells.
    if (number === 4) {
      await expectBreach(
        "seal 4",
        "the head was altered: it does not name this seal, which is the last, or counts other events.",
      );
    } else await expectBreach(`seal ${number}`, "the seal was altered.");
  });

  it("is named when it is deleted", async () => {
    await trail.sql`delete from audit_seals where number = 2 and tenant_id = ${trail.world.tenantId}`;
    await expectBreach("seal 2", "the seal is missing.");
  });

  it("is named when it changes places with another", async () => {
    await trail.sql`update audit_seals set number = -number where number in (2, 3) and tenant_id = ${trail.world.tenantId}`;
    await trail.sql`update audit_seals set number = 5 + number where number < 0`;
    await expectBreach("seal 2", "the seal was swapped: what stands here was made as seal 3.");
  });
});

describe("the end of the trail", () => {
  const cutEvents = async () => {
    const { sql, idAt } = trail;
    const ids = [1, 2, 3, 4, 5].map((position) => idAt([4, position]));
    for (const table of ["details", "origins"])
      await sql`delete from ${sql(`audit_${table}`)} where event_id in ${sql(ids)}`;
    await sql`delete from audit_events where id in ${sql(ids)}`;
  };
  const cutSeal = () => trail.sql`delete from audit_seals where number = 4 and tenant_id = ${trail.world.tenantId}`;
  const moveHead = () => trail.sql`
    update audit_heads h set number = 3, events = 15, hash = s.hash from audit_seals s
    where s.tenant_id = h.tenant_id and s.number = 3`;

  it("is missed when its events are cut off", async () => {
    await cutEvents();
    await expectBreach(at(4, 1), "the event is missing.");
  });

  it("is missed when its events and its seal are cut off", async () => {
    await cutEvents();
    await cutSeal();
    await expectBreach("seal 4", "the trail was cut: from this seal on it is gone.");
  });

  it("is missed, when the head was moved back as well, by whoever has noted the head", async () => {
    await cutEvents();
    await cutSeal();
    await moveHead();
    expect(await verify()).toBe("sound");
    await expectBreach("seal 4", "the trail was cut: from this seal on it is gone.", trail.head);
  });

  it("is named when all was rewritten from the beginning, by whoever has noted the head", async () => {
    await trail.sql`update audit_events set cascade_id = gen_random_uuid() where id = ${trail.idAt([1, 1])}`;
    for (const number of [1, 2, 3, 4]) await rewriteSeal(trail, number);
    await trail.sql`update audit_heads h set hash = s.hash from audit_seals s where s.tenant_id = h.tenant_id and s.number = h.number`;
    expect(await verify()).toBe("sound");
    await expectBreach(
      "seal 4",
      "the seal is not the one that was noted: the trail was rewritten from there or before.",
      trail.head,
    );
  });

  it.each(["number = 3", "hash = sha256('')", "events = 19"])("is named when its head says %s", async (change) => {
    await trail.sql.unsafe(`update audit_heads set ${change} where tenant_id = '${trail.world.tenantId}'`);
    await expectBreach(
      "seal 4",
      "the head was altered: it does not name this seal, which is the last, or counts other events.",
    );
  });

  it("is named when its head is gone", async () => {
    await trail.sql`delete from audit_heads where tenant_id = ${trail.world.tenantId}`;
    await expectBreach("seal 4", "the head is missing; this seal is the last.");
  });
});

describe("the front of the trail", () => {
  it("is missed when its first seals are cut off with their events", async () => {
    for (const table of ["details", "origins"])
      await trail.sql.unsafe(
        `delete from audit_${table} where event_id = any (select unnest(event_ids) from audit_seals where number = 1)`,
      );
    await trail.sql`delete from audit_events where id = any (select unnest(event_ids) from audit_seals where number = 1)`;
    await trail.sql`delete from audit_seals where number = 1 and tenant_id = ${trail.world.tenantId}`;
    await expectBreach("seal 1", "the seal is missing.");
  });

  const forged = "the trail was cut at the front, or its checkpoint altered: no audit:prune has removed just this.";

  it("is missed when a checkpoint was forged in its place", async () => {
    await trail.sql`insert into audit_checkpoints
      select tenant_id, number, hash, 5, now(), now() from audit_seals where number = 1 and tenant_id = ${trail.world.tenantId}`;
    await trail.sql`delete from audit_seals where number = 1 and tenant_id = ${trail.world.tenantId}`;
    await expectBreach("seal 1", forged);
  });

  it.each([
    "number = 2",
    "hash = sha256('')",
    "events = 4",
    "until = until - interval '1 day'",
    "at = at - interval '1 day'",
  ])("is named when what audit:prune left says %s", async (change) => {
    await pruneFirstSeal();
    expect(await verify(trail.head)).toBe("sound");
    await trail.sql.unsafe(`update audit_checkpoints set ${change}`);
    await expectBreach(change === "number = 2" ? "seal 2" : "seal 1", forged);
  });
});

it("says nothing once all is as it was", async () => expect(await verify(trail.head)).toBe("sound"));
