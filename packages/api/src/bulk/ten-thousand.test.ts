import { newId } from "@portcullis/db/ids";
import type { TenantTx } from "@portcullis/db/tenant";
import { type BulkOutcome, type BulkReason, type BulkResult, bulkNamedMax } from "@portcullis/domain/bulk";
import { pageSizeMax } from "@portcullis/domain/page";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import type { TestTenant } from "../testing/tenant.ts";
import { tenantDigest } from "../testing/tenant-digest.ts";

/** What a preview says of a kind of member, and what becomes of it. */
interface Meets {
  readonly previewed: "changed" | "unchanged" | BulkReason;
  readonly outcome: BulkOutcome;
  readonly reason: BulkReason | null;
}

/** Ordinary people come last: those before them are named twice. */
const kinds = {
  owner: { previewed: "owner_protected", outcome: "refused", reason: "owner_protected" },
  actor: { previewed: "self_protected", outcome: "refused", reason: "self_protected" },
  above: { previewed: "privilege_ceiling", outcome: "refused", reason: "privilege_ceiling" },
  inactive: { previewed: "unchanged", outcome: "unchanged", reason: null },
  foreign: { previewed: "not_found", outcome: "left_alone", reason: "gone" },
  unknown: { previewed: "not_found", outcome: "left_alone", reason: "gone" },
  deleting: { previewed: "not_found", outcome: "left_alone", reason: "gone" },
  promotedSince: { previewed: "changed", outcome: "refused", reason: "privilege_ceiling" },
  deactivatedSince: { previewed: "changed", outcome: "left_alone", reason: "changed_since" },
  reactivatedSince: { previewed: "changed", outcome: "left_alone", reason: "changed_since" },
  deletedSince: { previewed: "changed", outcome: "left_alone", reason: "gone" },
  ordinary: { previewed: "changed", outcome: "changed", reason: null },
} as const satisfies Readonly<Record<string, Meets>>;
type Kind = keyof typeof kinds;
type Members = Readonly<Record<Kind, readonly string[]>>;
const kindNames = Object.keys(kinds) as Kind[];

/** Members of a kind of which there can be more than one. */
const several = 8;
const namedTwice = 100;
const people = bulkNamedMax - namedTwice;

it("gives each of 10,000 who are named their own result, audits who changed, and touches nobody else", {
  timeout: 120_000,
}, async () => {
  await using fixture = await openFixture();
  const actor = await fixture.aPerson({ permissions: ["user:deactivate", "user:read"] });
  const other = await fixture.aTenant();
  const { id: higher } = await fixture.owner.call.role.create({ name: "Higher", permissions: ["tenant:write"] });
  const members = await addMembers(fixture, other, { actor, higher });
  const distinct = kindNames.flatMap((kind) => members[kind]);
  const ids = [...distinct, ...distinct.slice(0, namedTwice)];
  expect([ids.length, new Set(ids).size]).toEqual([bulkNamedMax, people]);
  const otherBefore = await tenantDigest(fixture, other.tenantId);

  const action = { verb: "user.deactivate", reason: "layoff" } as const;
  const preview = await actor.call.bulk.preview({ action, of: { by: "ids", ids } });
  expect(preview).toMatchObject({ operation: { total: people }, typed: null });
  expect(previewedOf(preview.expected)).toEqual(countBy(members, ({ previewed }) => previewed));

  await changeSince(fixture, members, higher);
  const { id } = preview.operation;
  await actor.call.bulk.start({ id });
  const spared = kindNames.filter((kind) => kind !== "ordinary").flatMap((kind) => members[kind]);
  const sparedBefore = await rowsOf(fixture, spared);
  await advanceToTheEnd(fixture, id);

  const results = await allResults(actor, id);
  expect(results.map((result) => result.id)).toEqual(distinct.toSorted());
  const resultOf = new Map(results.map((result) => [result.id, result]));
  for (const kind of kindNames) {
    const { outcome, reason } = kinds[kind];
    const met = members[kind].map((member) => resultOf.get(member));
    expect([kind, met.filter((result) => result?.outcome !== outcome || result.reason !== reason)]).toEqual([kind, []]);
  }
  const outcomes = countBy(members, ({ outcome }) => outcome);
  expect(await actor.call.bulk.get({ id })).toMatchObject({
    status: "done",
    total: people,
    changed: outcomes.get("changed"),
    unchanged: outcomes.get("unchanged"),
    refused: outcomes.get("refused"),
    leftAlone: outcomes.get("left_alone"),
    failed: 0,
    cancelled: 0,
    losing: outcomes.get("changed"),
  });
  await expectLeftBehind(fixture, actor, { id, changed: results.filter(({ outcome }) => outcome === "changed") });
  expect(await rowsOf(fixture, spared)).toEqual(sparedBefore);
  expect(await tenantDigest(fixture, other.tenantId)).toEqual(otherBefore);
});

async function addMembers(
  fixture: Fixture,
  other: TestTenant,
  { actor, higher }: { readonly actor: TestPerson; readonly higher: string },
): Promise<Members> {
  const own: Members = {
    owner: [fixture.owner.id],
    actor: [actor.id],
    unknown: Array.from({ length: several }, newId),
    foreign: await other.inScope((tx) => insertPeople(tx, { kind: "foreign", count: several })),
    above: await fixture.inScope((tx) => insertPeople(tx, { kind: "above", count: several, roleId: higher })),
    inactive: await fixture.inScope((tx) => insertPeople(tx, { kind: "inactive", count: several, status: "inactive" })),
    deleting: await fixture.inScope((tx) => insertPeople(tx, { kind: "deleting", count: several, status: "deleting" })),
    promotedSince: await fixture.inScope((tx) => insertPeople(tx, { kind: "promoted", count: 1 })),
    deactivatedSince: await fixture.inScope((tx) => insertPeople(tx, { kind: "deactivated", count: 1 })),
    reactivatedSince: await fixture.inScope((tx) => insertPeople(tx, { kind: "reactivated", count: 1 })),
    deletedSince: await fixture.inScope((tx) => insertPeople(tx, { kind: "deleted", count: 1 })),
    ordinary: [],
  };
  const count = people - Object.values(own).flat().length;
  return { ...own, ordinary: await fixture.inScope((tx) => insertPeople(tx, { kind: "ordinary", count })) };
}

/** In one statement, with ids that lie scattered, so that every batch has some of each kind. */
async function insertPeople(
  tx: TenantTx,
  of: { readonly kind: string; readonly count: number; readonly status?: string; readonly roleId?: string },
): Promise<string[]> {
  const { kind, count, status = "active", roleId = null } = of;
  const rows = await tx.execute<{ id: string }>(sql`
    with people as (
      insert into users (tenant_id, id, email, status, accepted_at)
      select ${tx.tenantId}, gen_random_uuid(), ${kind}::text || '-' || n || '@people.test', ${status}, now()
      from generate_series(1, ${count}::int) n returning id),
    given as (
      insert into user_roles (tenant_id, user_id, role_id)
      select ${tx.tenantId}, id, ${roleId}::uuid from people where ${roleId}::uuid is not null)
    select id from people`);
  return rows.map(({ id }) => id);
}

/** What others do between preview and start. */
async function changeSince({ owner: { call } }: Fixture, members: Members, higher: string): Promise<void> {
  for (const id of members.promotedSince) await call.user.setRoles({ id, roleIds: [higher] });
  for (const id of [...members.deactivatedSince, ...members.reactivatedSince]) await call.user.deactivate({ id });
  for (const id of members.reactivatedSince) await call.user.reactivate({ id });
  for (const id of members.deletedSince) await call.user.delete({ id });
}

/** As a worker does, batch by batch. */
async function advanceToTheEnd({ db, tenantId }: Fixture, operationId: string): Promise<void> {
  const { bulk } = createInternalCaller({ db, principal: { kind: "worker" } });
  for (;;) {
    const { outcome } = await bulk.advance({ tenantId, operationId });
    if (outcome === "finished") return;
    expect(outcome).toBe("progress");
  }
}

async function allResults({ call }: TestPerson, id: string): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await call.bulk.results({ id, limit: pageSizeMax, ...(cursor !== undefined && { cursor }) });
    results.push(...page.items);
    cursor = page.nextCursor;
  }
  return results;
}

/** Each who changed is off, with one change of their own and one entry in the audit log; nobody else has either. */
async function expectLeftBehind(
  fixture: Fixture,
  actor: TestPerson,
  { id, changed }: { readonly id: string; readonly changed: readonly BulkResult[] },
): Promise<void> {
  const [entries, begun, states] = await fixture.inScope((tx) =>
    Promise.all([
      tx.execute<{ action: string; actor: string; target: string; cascade: string | null }>(sql`
        select action, actor_id as actor, target_id as target, cascade_id as cascade from audit_events
        where actor_id is distinct from ${fixture.owner.id}`),
      tx.execute<{ user: string; id: string }>(
        sql`select user_id as "user", id from cascades where bulk_id = ${id} and kind = 'deactivate' and lost_access`,
      ),
      tx.execute<{ status: string; generation: number }>(sql`select distinct status, generation from users
        where id = any(${sql.param(changed.map((result) => result.id))}::uuid[])`),
    ]),
  );
  const lines = entries.map((entry) => `${entry.action} by ${entry.actor}: ${entry.target}, ${entry.cascade}`);
  const expected = changed.map((result) => `user.deactivated by ${actor.id}: ${result.id}, ${result.changeId}`);
  expect(lines.toSorted()).toEqual([`bulk.started by ${actor.id}: ${id}, null`, ...expected].toSorted());
  const pairs = changed.map((result) => `${result.id} ${result.changeId}`);
  expect(begun.map((cascade) => `${cascade.user} ${cascade.id}`).toSorted()).toEqual(pairs.toSorted());
  expect([...states]).toEqual([{ status: "inactive", generation: 1 }]);
}

/** All that their rows hold. */
async function rowsOf({ inScope }: Fixture, ids: readonly string[]): Promise<string[]> {
  const rows = await inScope((tx) =>
    tx.execute<{ row: string }>(
      sql`select u::text as row from users u where id = any(${sql.param([...ids])}::uuid[]) order by id`,
    ),
  );
  return rows.map(({ row }) => row);
}

function countBy<Key>(members: Members, keyOf: (meets: Meets) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const kind of kindNames) {
    const key = keyOf(kinds[kind]);
    counts.set(key, (counts.get(key) ?? 0) + members[kind].length);
  }
  return counts;
}

const previewedOf = (expected: {
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly reason: BulkReason; readonly count: number }[];
}): Map<Meets["previewed"], number> =>
  new Map([
    ["changed", expected.changed],
    ["unchanged", expected.unchanged],
    ...expected.refused.map(({ reason, count }): [BulkReason, number] => [reason, count]),
  ]);
