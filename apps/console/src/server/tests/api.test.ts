import { once } from "node:events";
import { connect } from "node:net";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { describe, expect, it } from "vitest";
import { type Answer, testConsole } from "../testing/test-console.ts";

const me = "/api/trpc/account.me";

function dataOf(answer: Answer): Record<string, unknown> | undefined {
  const parsed = JSON.parse(answer.text) as { error?: { data: Record<string, unknown> } };
  return parsed.error?.data;
}

describe("the API behind the door", () => {
  it("knows who asks from the cookie, and nobody from the request after deactivation on", async () => {
    await using running = await testConsole();
    const person = await running.aSignedIn();
    const headers = { cookie: `other=1; ${person.cookie}` };
    const before = await running.ask(me, { headers });
    expect(before.status).toBe(200);
    expect(before.text).toContain(person.userId);
    await person.deactivate();
    const after = await running.ask(me, { headers });
    expect(after.status).toBe(401);
    expect(dataOf(after)).toMatchObject({ reason: "session_ended", requestId: after.headers["x-request-id"] });
  });

  it("takes ten calls in a request, and no eleventh", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    const batch = (calls: number) =>
      running.ask(`/api/trpc/${Array(calls).fill("account.me").join(",")}?batch=1`, { headers: { cookie } });
    expect((await batch(10)).status).toBe(200);
    expect((await batch(11)).status).toBe(400);
  });

  it("ends streams when the process drains, and takes no more requests", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    const socket = connect(running.port, "127.0.0.1");
    socket.write(
      `GET /api/trpc/cascade.watch HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`,
    );
    const [head] = (await once(socket, "data")) as [Buffer];
    expect(head.toString()).toContain("text/event-stream");
    const ended = once(socket.resume(), "close");
    await running.drain();
    await ended;
    await expect(running.ask("/health/live")).rejects.toThrow("ECONNREFUSED");
  });

  it("masks a failure in the middle of a mutation, undoes it whole, and logs its cause once", async () => {
    await using running = await testConsole();
    const { cookie } = await running.aSignedIn();
    const headers = { cookie, "content-type": "application/json" };
    const owner = openDatabase(running.ownerUrl, { applicationName: "saboteur", max: 1 });
    await owner.$client.unsafe(`create function sabotage() returns trigger language plpgsql as
      $$ begin raise exception 'the disk is on fire' using errcode = 'XX001', detail = 'owner@people.test'; end $$`);
    await owner.$client.unsafe(`create trigger sabotage before insert on audit_details execute function sabotage()`);
    await closeDatabase(owner);

    const body = JSON.stringify({ name: "laptop", platform: "linux", publicKey: `${"x".repeat(42)}A=` });
    const answer = await running.ask("/api/trpc/device.register", { method: "POST", headers, body });
    expect([answer.status, dataOf(answer)]).toEqual([
      500,
      {
        code: "INTERNAL_SERVER_ERROR",
        httpStatus: 500,
        reason: "internal",
        requestId: answer.headers["x-request-id"],
      },
    ]);
    expect(answer.text).not.toMatch(/disk|insert|audit|people\.test|\.ts/);
    expect(running.log).toHaveLength(1);
    expect(running.log[0]).toContain("the disk is on fire");
    expect(running.log[0]).toContain(answer.headers["x-request-id"]);
    expect(running.log[0]).not.toMatch(/people\.test|laptop|xxxx/);
    const list = await running.ask(`/api/trpc/device.list?input=${encodeURIComponent("{}")}`, { headers });
    expect(JSON.parse(list.text)).toMatchObject({ result: { data: { items: [] } } });
  });

  it("answers 503 while the database is away, writes down no personal data, and recovers by itself", async () => {
    await using line = await openTcpProxy();
    await using running = await testConsole({ databaseVia: (url) => line.to(url) });
    const { cookie } = await running.aSignedIn();
    expect((await running.ask("/health/ready")).status).toBe(200);

    line.cut();
    const away = await running.ask(me, { headers: { cookie } });
    expect([away.status, dataOf(away)?.["reason"]]).toEqual([503, "database_unavailable"]);
    expect((await running.ask("/health/ready")).status).toBe(503);
    expect((await running.ask("/health/live")).status).toBe(200);
    expect(running.log).toHaveLength(1);
    expect(running.log[0]).toContain(away.headers["x-request-id"]);
    expect(running.log[0]).not.toContain("people.test");

    line.mend();
    await expect.poll(() => running.ask(me, { headers: { cookie } })).toMatchObject({ status: 200 });
  });
});
