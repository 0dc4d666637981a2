import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  expectBreach as expectBreachOf,
  type Place,
  placeOf,
  type SealedAuditLog,
  sealedAuditLog,
} from "./testing/sealed-audit-log.ts";

let auditLog: SealedAuditLog;
beforeAll(async () => {
  auditLog = await sealedAuditLog();
});
afterEach(() => auditLog.restore());
afterAll(() => auditLog[Symbol.asyncDispose]());

const expectBreach = (place: string, sentence: string) => expectBreachOf(auditLog, place, sentence);
const at = (...place: Place) => placeOf(auditLog, place);

describe("an event", () => {
  const changes = {
    at: "at + interval '1 millisecond'",
    action: "'user.created'",
    actor_kind: "'operator'",
    actor_id: "gen_random_uuid()",
    target_kind: "'device'",
    target_id: "null",
    subject_id: "null",
    cascade_id: "gen_random_uuid()",
    changed: "'{lastName}'",
    details_hash: "sha256('')",
    origin_hash: "null",
  };

  it("has no other column than these, its tenant and its id", async () => {
    const columns = await auditLog.sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'audit_events'`;
    const names = columns.map(({ name }) => name).toSorted();
    expect(names).toEqual(["tenant_id", "id", ...Object.keys(changes)].toSorted());
  });

  it.each(Object.entries(changes))("is named when its %s is altered", async (column, value) => {
    await auditLog.sql.unsafe(`update audit_events set ${column} = ${value} where id = '${auditLog.idAt([2, 3])}'`);
    await expectBreach(at(2, 3), "the event was altered after it was sealed.");
  });

  it.each([
    ["is deleted", "delete from audit_events where"],
    ["is given to another tenant", "update audit_events set tenant_id = :other where"],
    ["gets another id", "update audit_events set id = gen_random_uuid() where"],
  ])("is named when it %s", async (_, statement) => {
    const other = `'${auditLog.otherTenantId}'`;
    await auditLog.sql.unsafe(`${statement.replace(":other", other)} id = '${auditLog.idAt([3, 1])}'`);
    await expectBreach(at(3, 1), "the event is missing.");
  });

  it.each([
    { where: "in one seal", one: [2, 2], other: [2, 5] },
    { where: "across seals", one: [1, 4], other: [4, 1] },
  ] satisfies { where: string; one: Place; other: Place }[])(
    "is named when it is swapped with another one $where",
    async ({ one, other }) => {
      const [a, b] = [auditLog.idAt(one), auditLog.idAt(other)];
      const by = crypto.randomUUID();
      for (const [from, to] of [
        [a, by],
        [b, a],
        [by, b],
      ] as const) {
        await auditLog.sql`update audit_events set id = ${to} where id = ${from}`;
      }
      const [seal, position] = other;
      await expectBreach(
        at(...one),
        `the event was swapped: the one at this position was sealed as event ${b}, seal ${seal}, position ${position}.`,
      );
    },
  );

  it("is named when it was forged and slipped in past the chain", async () => {
    const [forged] = await auditLog.sql<{ id: string }[]>`
      insert into audit_events select tenant_id, gen_random_uuid(), at, action, actor_kind, actor_id, target_kind,
        target_id, subject_id, cascade_id, changed, details_hash, origin_hash
      from audit_events where id = ${auditLog.idAt([2, 1])} returning id`;
    await expectBreach(
      `no seal, event ${forged?.id}`,
      "the event was added outside the chain: no seal contains it, and it is not waiting for one.",
    );
  });

  it("is named when it is taken while it waits for its seal, sealed by then or not", async () => {
    const { waitingId, sql, fixture } = auditLog;
    await sql`delete from audit_events where id = ${waitingId}`;
    await expectBreach(`no seal, event ${waitingId}`, "the event is missing; it was waiting for its seal.");
    await fixture.sealAuditLogs();
    await expectBreach(`seal 5, position 1, event ${waitingId}`, "the event is missing.");
  });

  it("is named when it no longer waits for a seal that it never got", async () => {
    await auditLog.sql`delete from audit_unsealed`;
    await expectBreach(
      `no seal, event ${auditLog.waitingId}`,
      "the event was added outside the chain: no seal contains it, and it is not waiting for one.",
    );
  });

  it("is named when it is sealed a second time", async () => {
    const again = auditLog.idAt([1, 2]);
    await auditLog.sql`update audit_unsealed set event_ids = event_ids || ${again}::uuid where ${auditLog.waitingId} = any(event_ids)`;
    await auditLog.fixture.sealAuditLogs();
    await expectBreach(`seal 5, event ${again}`, "the event is listed twice, in seals or in the queue.");
  });
});

describe("what is kept apart of an event", () => {
  it.each([
    ["details", "details = jsonb_set(details, '{after,firstName}', '\"Mallory\"')", "the details were altered."],
    ["details", "salt = sha256('')", "the details were altered."],
    ["details", "subject_id = gen_random_uuid()", "the details were altered."],
    ["origins", "address = '203.0.113.9'", "the origin was altered."],
    ["origins", "agent = null", "the origin was altered."],
    ["origins", "salt = null", "the origin was altered."],
    ["origins", "person_id = gen_random_uuid()", "the origin was altered."],
  ])("is named when of its %s it says %s", async (table, change, sentence) => {
    await auditLog.sql.unsafe(`update audit_${table} set ${change} where event_id = '${auditLog.idAt([4, 5])}'`);
    await expectBreach(at(4, 5), sentence);
  });

  it.each([
    ["details", "subject_id, '', '{\"reason\": \"forged\"}'", "details were added; the event had none."],
    ["origins", "coalesce(actor_id, subject_id), '203.0.113.9', null, ''", "an origin was added; the event had none."],
  ])("is named when %s are made up of an event that had none", async (table, values, sentence) => {
    const id = auditLog.idAt([2, 2]);
    await auditLog.sql.unsafe(
      `insert into audit_${table} select tenant_id, id, ${values} from audit_events where id = '${id}'`,
    );
    await expectBreach(at(2, 2), sentence);
  });

  it.each([
    ["details", "the details are missing, and the person they are about was not deleted."],
    ["origins", "the origin is missing, and the person who acted was not deleted."],
  ])("is missed when its %s are deleted while the person is there", async (table, sentence) => {
    await auditLog.sql.unsafe(`delete from audit_${table} where event_id = '${auditLog.idAt([1, 1])}'`);
    await expectBreach(at(1, 1), sentence);
  });
});
