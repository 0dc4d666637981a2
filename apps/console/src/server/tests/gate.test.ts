import { once } from "node:events";
import { connect } from "node:net";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { expect, it } from "vitest";
import { type Answer, testConsole } from "../testing/test-console.ts";

type Running = Awaited<ReturnType<typeof testConsole>>;

const me = "/api/trpc/account.me";

/** Holds the row of somebody until it is let go: what changes them waits meanwhile. */
async function holdUser(running: Running, person: { tenantId: string; userId: string }) {
  const db = openDatabase(running.ownerUrl, { applicationName: "holder", max: 1 });
  const isPaused = Promise.withResolvers<void>();
  const isLetGo = Promise.withResolvers<void>();
  const holding = db.$client.begin(async (tx) => {
    await tx`select from users where tenant_id = ${person.tenantId} and id = ${person.userId} for update`;
    isPaused.resolve();
    await isLetGo.promise;
  });
  await isPaused.promise;
  return async () => {
    isLetGo.resolve();
    await holding;
    await closeDatabase(db);
  };
}

const update = (running: Running, cookie: string) =>
  running.ask("/api/trpc/account.update", {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ firstName: "Ada" }),
  });

it("queues what one session asks at once up to a bound, refuses the rest in the API's form, and keeps nobody else waiting", async () => {
  await using running = await testConsole();
  const busy = await running.aSignedIn();
  const other = await running.aSignedIn();
  for (const { cookie } of [busy, other]) await running.ask(me, { headers: { cookie } });
  const letGo = await holdUser(running, busy);
  const answers: Answer[] = [];
  const asked = Array.from({ length: 200 }, async () => answers.push(await update(running, busy.cookie)));
  const refused = () => answers.filter(({ status }) => status === 429);
  await expect.poll(() => refused().length).toBeGreaterThanOrEqual(32);
  expect(await running.ask(me, { headers: { cookie: other.cookie } })).toMatchObject({ status: 200 });
  for (const { headers, text } of refused()) {
    expect(headers).toMatchObject({ "retry-after": "1", "content-type": "application/json" });
    expect(JSON.parse(text)).toMatchObject({
      error: { data: { code: "TOO_MANY_REQUESTS", reason: "too_many_calls", retryAfter: 1, httpStatus: 429 } },
    });
  }
  await letGo();
  await Promise.all(asked);
  expect(await update(running, busy.cookie)).toMatchObject({ status: 200 });
});

it("keeps nobody out who is signed in while strangers hold all they may, and ends what they do not finish", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  await running.ask(me, { headers: { cookie } });
  const form = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\n";
  const sockets = Array.from({ length: 20 }, () => {
    const socket = connect(running.port, "127.0.0.1");
    socket.write(`POST /api/auth/signout HTTP/1.1\r\nhost: localhost\r\n${form}`);
    return socket;
  });
  const ends = sockets.map((socket) => once(socket.resume(), "close"));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  expect(await running.ask("/sign-in")).toMatchObject({ status: 429 });
  expect(await running.ask(me, { headers: { cookie } })).toMatchObject({ status: 200 });
  expect(await running.ask("/health/ready")).toMatchObject({ status: 200 });
  await Promise.all(ends);
  expect(await running.ask("/sign-in")).toMatchObject({ status: 200 });
});

it("closes a connection that keeps asking", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  await running.ask(me, { headers: { cookie } });
  const socket = connect(running.port, "127.0.0.1");
  const closed = once(socket, "close");
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += String(chunk);
  });
  socket.write(`GET ${me} HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`.repeat(400));
  await closed;
  // Not all that was asked on it was answered.
  expect(text.match(/HTTP\/1.1 429/g)?.length).toBeLessThan(272);
});

it("refuses before a body is read", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  await running.ask(me, { headers: { cookie } });
  const waiting = Array.from({ length: 128 }, () => {
    const socket = connect(running.port, "127.0.0.1");
    socket.write(
      `POST /api/trpc/account.update HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n`,
    );
    return socket;
  });
  await Promise.all(waiting.map((socket) => once(socket, "connect")));
  await expect.poll(async () => (await running.ask(me, { headers: { cookie } })).status).toBe(429);
  const socket = connect(running.port, "127.0.0.1");
  socket.write(
    `POST /api/trpc/account.update HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: localhost\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{`,
  );
  const [answer] = (await once(socket.setEncoding("utf8"), "data")) as [string];
  expect(answer).toMatch(/^HTTP\/1.1 429[^]*connection: close/i);
  for (const each of [...waiting, socket]) each.destroy();
  await expect.poll(async () => (await running.ask(me, { headers: { cookie } })).status).toBe(200);
});

it("takes a session that ended for a stranger's again", async () => {
  await using running = await testConsole();
  const person = await running.aSignedIn();
  await running.ask(me, { headers: { cookie: person.cookie } });
  await person.deactivate();
  expect(await running.ask(me, { headers: { cookie: person.cookie } })).toMatchObject({ status: 401 });
});
