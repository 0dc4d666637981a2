import { openFixture } from "@portcullis/api/testing/fixture";
import type { BulkPreview } from "@portcullis/domain/bulk";
import postgres from "postgres";
import { superuserUrl } from "../../testing/superuser-url.ts";
import { check } from "../check/checker.ts";
import { takeBefore } from "../check/record.ts";
import type { AskedVerb } from "../traffic/bulk-asked.ts";
import { type OperationLog, openOperationLog } from "../traffic/operation-log.ts";
import { aPerson } from "../traffic/person.ts";

type Fixture = Awaited<ReturnType<typeof openFixture>>;

/** A bulk operation over people, the second of whom comes back alone and the others by its undo. */
async function changeMany(fixture: Fixture, operationLog: OperationLog, ids: readonly string[]) {
  const { call } = fixture.admin;
  const carryOut = async (verb: AskedVerb, memberIds: readonly string[], { operation }: BulkPreview) => {
    const { id } = operation;
    await call.bulk.start({ id });
    await fixture.drainBulk();
    const { items: results } = await call.bulk.results({ id });
    operationLog.bulks.set(id, { id, verb, memberIds: new Set(memberIds), isStarted: true, results });
    return id;
  };
  const [, single = ""] = ids;
  const of = { by: "ids" as const, ids: [...ids] };
  const off = await call.bulk.preview({ action: { verb: "user.deactivate" }, of });
  const offId = await carryOut("user.deactivate", ids, off);
  await operationLog.make({
    what: "user.reactivated",
    key: `user.reactivated ${single}`,
    events: "one",
    lawful: ["accepted"],
    call: () => call.user.reactivate({ id: single }),
  });
  return { offId, undoId: await carryOut("user.reactivate", ids, await call.bulk.undo({ id: offId })) };
}

/** A tenant in which something of everything was done and carried through, and the checker before it. */
export async function openScene() {
  await using opened = new AsyncDisposableStack();
  const fixture = opened.use(await openFixture());
  const sql = opened.adopt(postgres(superuserUrl(fixture.ownerUrl), { max: 1, onnotice: () => {} }), (client) =>
    client.end(),
  );
  const { call } = fixture.admin;
  const [leaver, stayer, gone] = [
    await fixture.aUserWithDevices(),
    await fixture.aUserWithDevices(),
    await fixture.aUserWithDevices(),
  ];
  const many = [await fixture.aUser(), (await fixture.aUserWithDevices()).user, await fixture.aUser()];
  const members = many.map(({ id }) => id);
  const users = [...[leaver, stayer, gone].map(({ user }) => user.id), ...members];
  const before = await takeBefore(sql, users);
  const operationLog = openOperationLog();
  const make = (what: string, of: string, act: () => Promise<unknown>) =>
    operationLog.make({ what, key: `${what} ${of}`, events: "one", lawful: ["accepted"], call: act });
  await make("user.updated", stayer.user.id, () => call.user.update({ id: stayer.user.id, firstName: "Grace" }));
  await make("device.deactivated", stayer.phone.id, () => call.device.deactivate({ id: stayer.phone.id }));
  await make("device.renamed", stayer.laptop.id, () => call.device.rename({ id: stayer.laptop.id, name: "desk" }));
  await make("user.deactivated", leaver.user.id, () => call.user.deactivate({ id: leaver.user.id, reason: "left" }));
  await make("user.deactivated", gone.user.id, () => call.user.deactivate({ id: gone.user.id }));
  await fixture.drainCascades();
  await make("user.deleted", gone.user.id, () => call.user.delete({ id: gone.user.id }));
  const bulk = await changeMany(fixture, operationLog, members);
  await fixture.drainCascades();
  await fixture.sealAuditLogs();
  const known = (user: { id: string; email: string }, more: Partial<Parameters<typeof aPerson>[0]>) =>
    aPerson({ id: user.id, email: user.email, password: "", status: "active", ...more });
  const people = [
    known(leaver.user, { status: "inactive" }),
    known(gone.user, { status: "deleted" }),
    known(stayer.user, {
      firstNames: ["Grace"],
      devices: [
        { id: stayer.phone.id, names: ["phone"], isOffByHand: true },
        { id: stayer.laptop.id, names: ["desk"], isOffByHand: false },
      ],
    }),
  ];
  const [tenant] = await sql<{ slug: string }[]>`select slug from tenants where id = ${fixture.tenantId}`;
  const keys = async () => {
    const rows = await sql<
      { key: string }[]
    >`select public_key as key from access where tenant_id = ${fixture.tenantId}`;
    return rows.map(({ key }) => key);
  };
  const gateway = { slug: tenant?.slug ?? "", keys };
  await sql`set session_replication_role = replica`;
  const owned = opened.move();
  return {
    leaver: leaver.user.id,
    gone: gone.user.id,
    stayer: stayer.user.id,
    phone: stayer.phone.id,
    laptop: stayer.laptop.id,
    tenantId: fixture.tenantId,
    members,
    ...bulk,
    operationLog,
    sql,
    /** What the checker says, with something in another place where given. */
    check: (more: { keys?: () => Promise<readonly string[]> } = {}) =>
      check(
        {
          sql,
          ownerUrl: fixture.ownerUrl,
          gateway: { ...gateway, ...more },
          operationLog,
          before,
          people,
          readBulk: async (id) => ({
            operation: await call.bulk.get({ id }),
            results: (await call.bulk.results({ id })).items,
          }),
          retry: async () => {},
        },
        0,
      ),
    keys,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
export type Scene = Awaited<ReturnType<typeof openScene>>;
