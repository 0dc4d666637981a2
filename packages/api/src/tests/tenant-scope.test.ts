import { Socket } from "node:net";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { allSent, type Sent, type TenantTx, withTenant, withTenantSent } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TwoTenants, twoTenants } from "../testing/two-tenants.ts";

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await twoTenants();
});
afterAll(() => tenants[Symbol.asyncDispose]());

describe("the scope", () => {
  it("does not outlive its transaction in the pool, neither after a commit nor after a failure", async () => {
    await using db = disposable(tenants.fixture.url);
    const scope = () =>
      db.client.$client`select current_setting('app.tenant_id', true) as scope, pg_backend_pid() as pid`;
    await withTenant(db.client, tenants.fixture.tenantId, async (tx) => {
      expect((await tx.execute("select 1 from users")).length).toBeGreaterThan(0);
    });
    const [after] = await scope();
    expect(after?.["scope"]).toBe("");
    await expect(
      withTenant(db.client, tenants.fixture.tenantId, () => Promise.reject(new Error("failed half-way"))),
    ).rejects.toThrow("failed half-way");
    expect(await scope()).toEqual([after]);
    expect(await db.client.$client`select 1 from users`).toHaveLength(0);
  });

  it("is each transaction's own, however many of different tenants share the pool", async () => {
    await using db = disposable(tenants.fixture.url, 3);
    const both = [tenants.fixture.tenantId, tenants.other.tenantId];
    const seen = await Promise.all(
      Array.from({ length: 24 }, (_, n) => both[n % 2] ?? tenants.fixture.tenantId).map((tenantId) =>
        withTenant(db.client, tenantId, async (tx) => {
          const rows = await tx.execute<{ tenant_id: string }>("select distinct tenant_id from users");
          return [tenantId, rows.map((row) => row.tenant_id)];
        }),
      ),
    );
    for (const [tenantId, visible] of seen) expect(visible).toEqual([tenantId]);
  });

  it("is what statements sent with BEGIN see and write nothing without, should BEGIN fail", async () => {
    await using db = disposable(tenants.fixture.url);
    const { tenantId, owner } = tenants.fixture;
    await withTenant(db.client, tenantId, (tx) => tx.execute("select 1"));
    const write: unknown = Reflect.get(Socket.prototype, "write");
    const spy = vi.spyOn(Socket.prototype, "write").mockImplementation(function (this: Socket, data, ...more) {
      const text = Buffer.from(data).toString("latin1").replace("begin read write", "begin read writx");
      return Reflect.apply(write as () => boolean, this, [Buffer.from(text, "latin1"), ...more]);
    });
    let asked: Promise<unknown>[] = [];
    const written = withTenant(db.client, tenantId, (tx) => {
      const texts = [
        sql`select 1 from users`,
        sql`update users set first_name = 'Nobody' where id = ${owner.id} returning id`,
      ];
      asked = texts.map(async (text) => tx.execute(text));
      return Promise.all(asked);
    });
    await expect(written).rejects.toMatchObject({ code: "42601" });
    spy.mockRestore();
    expect(await Promise.all(asked)).toEqual([[], []]);
    const [stored] = await withTenant(db.client, tenantId, (tx) =>
      tx.execute(sql`select first_name from users where id = ${owner.id}`),
    );
    expect(stored?.["first_name"]).not.toBe("Nobody");
  });

  it.each(["not-a-uuid", "' or '1'='1", `${crypto.randomUUID()}; drop table users`])(
    "refuses %s as a tenant rather than seeing anything",
    async (value) => {
      await expect(tenants.asApp(value, (tx) => tx`select 1 from users`)).rejects.toThrow(
        /invalid input syntax for type uuid/,
      );
    },
  );
});

describe("a transaction whose COMMIT goes with its last statements", () => {
  const rename = (tx: TenantTx, name: string) =>
    tx.execute(sql`update users set first_name = ${name} where id = ${tenants.fixture.owner.id} returning first_name`);
  const renamed = (work: (tx: TenantTx) => Promise<Sent<unknown>>) =>
    withTenantSent(tenants.fixture.db, tenants.fixture.tenantId, work);
  const name = async () => {
    const [row] = await tenants.fixture.inScope((tx) =>
      tx.execute(sql`select first_name from users where id = ${tenants.fixture.owner.id}`),
    );
    return row?.["first_name"];
  };

  it("is stored by the time that it answers", async () => {
    expect(await renamed((tx) => allSent(rename(tx, "Sent")))).toEqual([{ first_name: "Sent" }]);
    expect(await name()).toBe("Sent");
  });

  it("is nothing where one of them fails, though COMMIT was sent", async () => {
    const failing = renamed((tx) => allSent(Promise.all([rename(tx, "Failed"), tx.execute(sql`select 1 / 0`)])));
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    const late = renamed((tx) => allSent(Promise.all([tx.execute(sql`select 1 / 0`), rename(tx, "Failed")])));
    await expect(late).rejects.toMatchObject({ code: "22012" });
    expect(await name()).not.toBe("Failed");
  });

  it("is nothing where what was to be sent was not begun whole", async () => {
    const half = async (tx: TenantTx) => {
      const first = rename(tx, "Half");
      const second = Promise.resolve().then(() => Promise.reject(new Error("never begun")));
      await Promise.all([first, second]);
    };
    await expect(renamed((tx) => allSent(half(tx)))).rejects.toThrow("never begun");
    expect(await name()).not.toBe("Half");
  });
});

function disposable(url: string, max = 1) {
  const client = openDatabase(url, { applicationName: "portcullis-test-scope", max });
  return { client, [Symbol.asyncDispose]: () => closeDatabase(client) };
}
