import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { operatorCommand } from "./testing/operator-command.ts";
import {
  expectBreach as expectBreachOf,
  type Place,
  placeOf,
  rewriteSeal,
  type SealedAuditLog,
  sealedAuditLog,
  verdictOf,
} from "./testing/sealed-audit-log.ts";

let auditLog: SealedAuditLog;
beforeAll(async () => {
  auditLog = await sealedAuditLog();
});
afterEach(() => auditLog.restore());
afterAll(() => auditLog[Symbol.asyncDispose]());

const verify = (noted?: string) => verdictOf(auditLog, noted);
const expectBreach = (place: string, sentence: string, noted?: string) =>
  expectBreachOf(auditLog, place, sentence, noted);
const at = (...place: Place) => placeOf(auditLog, place);

const command = (...more: string[]) => operatorCommand(auditLog.fixture, "audit-verify", auditLog.slug, ...more);

it("says nothing of an audit log that nobody has touched, by the command too", async () => {
  expect(await command("--head", auditLog.head)).toEqual({
    code: 0,
    err: "",
    out: `${auditLog.slug}: intact. 20 events in 4 seals, 1 waiting.\n  head      ${auditLog.head}`,
  });
  expect((await operatorCommand(auditLog.fixture, "audit-verify")).code).toBe(0);
});

it("ends the command with 1, and with the sentence alone, where something was touched", async () => {
  await auditLog.sql`delete from audit_events where id = ${auditLog.idAt([2, 4])}`;
  expect(await command()).toEqual({ code: 1, out: "", err: `${auditLog.slug}: ${at(2, 4)}: the event is missing.` });
  expect((await command("--head", "4:x")).err).toBe("--head: Write a head as <number>:<hash>.");
});

it("goes on, by the command too, from where audit:prune has ended, and not past it", async () => {
  const { sql, slug, fixture, head } = auditLog;
  const before = await pruneFirstSeal();
  expect((await command("--head", head)).out).toContain("intact. 16 events in 4 seals, 1 waiting.");
  const [first] = await sql<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from kept.audit_seals where number = 1 and tenant_id = ${fixture.tenantId}`;
  expect((await command("--head", `1:${first?.hash}`)).code).toBe(0);
  const again = await operatorCommand(fixture, "audit-prune", slug, "--before", before);
  expect(again.out).toBe(`${slug}: 0 events in 0 seals removed, all of them older than ${before}.`);
  const future = await operatorCommand(fixture, "audit-prune", slug, "--before", "9999-01-01");
  expect(future).toEqual({ code: 1, out: "", err: "--before: Must not be in the future." });
});

/** Removes what is older than the second seal's first event, and answers when that was. */
async function pruneFirstSeal(): Promise<string> {
  const { sql, slug, fixture } = auditLog;
  const [second] = await sql<{ at: Date }[]>`select at from audit_events where id = ${auditLog.idAt([2, 1])}`;
  const before = second?.at.toISOString() ?? "";
  await fixture.sealAuditLogs();
  const answer = await operatorCommand(fixture, "audit-prune", slug, "--before", before);
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
    await auditLog.sql.unsafe(
      `update audit_seals set ${change} where number = 3 and tenant_id = '${auditLog.fixture.tenantId}'`,
    );
    await expectBreach("seal 3", "the seal was altered.");
  });

  it.each([1, 3, 4])("is named when seal %i and its event are rewritten to agree", async (number) => {
    await auditLog.sql`update audit_events set cascade_id = gen_random_uuid() where id = ${auditLog.idAt([number, 1])}`;
    await rewriteSeal(auditLog, number);
    // Of the last one nothing but the head tells.
    if (number === 4) {
      await expectBreach(
        "seal 4",
        "the head was altered: it does not name the last seal, which is this one, or its count of events is wrong.",
      );
    } else await expectBreach(`seal ${number}`, "the seal was altered.");
  });

  it("is named when it is deleted", async () => {
    await auditLog.sql`delete from audit_seals where number = 2 and tenant_id = ${auditLog.fixture.tenantId}`;
    await expectBreach("seal 2", "the seal is missing.");
  });

  it("is named when it changes places with another", async () => {
    await auditLog.sql`update audit_seals set number = -number where number in (2, 3) and tenant_id = ${auditLog.fixture.tenantId}`;
    await auditLog.sql`update audit_seals set number = 5 + number where number < 0`;
    await expectBreach("seal 2", "the seal was swapped: the one at this position was made as seal 3.");
  });
});

describe("the end of the audit log", () => {
  const cutEvents = async () => {
    const { sql, idAt } = auditLog;
    const ids = [1, 2, 3, 4, 5].map((position) => idAt([4, position]));
    for (const table of ["details", "origins"])
      await sql`delete from ${sql(`audit_${table}`)} where event_id in ${sql(ids)}`;
    await sql`delete from audit_events where id in ${sql(ids)}`;
  };
  const cutSeal = () =>
    auditLog.sql`delete from audit_seals where number = 4 and tenant_id = ${auditLog.fixture.tenantId}`;
  const moveHead = () => auditLog.sql`
    update audit_heads h set number = 3, events = 15, hash = s.hash from audit_seals s
    where s.tenant_id = h.tenant_id and s.number = 3`;

  it("is missed when its events are cut off", async () => {
    await cutEvents();
    await expectBreach(at(4, 1), "the event is missing.");
  });

  it("is missed when its events and its seal are cut off", async () => {
    await cutEvents();
    await cutSeal();
    await expectBreach("seal 4", "the audit log was cut: this seal and everything after it are missing.");
  });

  it("is missed, when the head was moved back as well, by whoever has noted the head", async () => {
    await cutEvents();
    await cutSeal();
    await moveHead();
    expect(await verify()).toBe("sound");
    await expectBreach(
      "seal 4",
      "the audit log was cut: this seal and everything after it are missing.",
      auditLog.head,
    );
  });

  it("is named when all was rewritten from the beginning, by whoever has noted the head", async () => {
    await auditLog.sql`update audit_events set cascade_id = gen_random_uuid() where id = ${auditLog.idAt([1, 1])}`;
    for (const number of [1, 2, 3, 4]) await rewriteSeal(auditLog, number);
    await auditLog.sql`update audit_heads h set hash = s.hash from audit_seals s where s.tenant_id = h.tenant_id and s.number = h.number`;
    expect(await verify()).toBe("sound");
    await expectBreach(
      "seal 4",
      "the seal differs from the noted head: the audit log was rewritten at this seal or before it.",
      auditLog.head,
    );
  });

  it.each(["number = 3", "hash = sha256('')", "events = 19"])("is named when its head says %s", async (change) => {
    await auditLog.sql.unsafe(`update audit_heads set ${change} where tenant_id = '${auditLog.fixture.tenantId}'`);
    await expectBreach(
      "seal 4",
      "the head was altered: it does not name the last seal, which is this one, or its count of events is wrong.",
    );
  });

  it("is named when its head is gone", async () => {
    await auditLog.sql`delete from audit_heads where tenant_id = ${auditLog.fixture.tenantId}`;
    await expectBreach("seal 4", "the head is missing; this seal is the last.");
  });
});

describe("the front of the audit log", () => {
  it("is missed when its first seals are cut off with their events", async () => {
    for (const table of ["details", "origins"])
      await auditLog.sql.unsafe(
        `delete from audit_${table} where event_id = any (select unnest(event_ids) from audit_seals where number = 1)`,
      );
    await auditLog.sql`delete from audit_events where id = any (select unnest(event_ids) from audit_seals where number = 1)`;
    await auditLog.sql`delete from audit_seals where number = 1 and tenant_id = ${auditLog.fixture.tenantId}`;
    await expectBreach("seal 1", "the seal is missing.");
  });

  const forged =
    "the audit log was cut at the front, or its checkpoint was altered: no audit:prune removed exactly this part.";

  it("is missed when a checkpoint was forged in its place", async () => {
    await auditLog.sql`insert into audit_checkpoints
      select tenant_id, number, hash, 5, now(), now() from audit_seals where number = 1 and tenant_id = ${auditLog.fixture.tenantId}`;
    await auditLog.sql`delete from audit_seals where number = 1 and tenant_id = ${auditLog.fixture.tenantId}`;
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
    expect(await verify(auditLog.head)).toBe("sound");
    await auditLog.sql.unsafe(`update audit_checkpoints set ${change}`);
    await expectBreach(change === "number = 2" ? "seal 2" : "seal 1", forged);
  });
});

it("says nothing once all is as it was", async () => expect(await verify(auditLog.head)).toBe("sound"));
