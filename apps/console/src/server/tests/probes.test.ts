import { once } from "node:events";
import { connect } from "node:net";
import { poolSize } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

const ready = "/health/ready";
const failingIn = (text: string) => (JSON.parse(text) as { failing?: string[] }).failing;

it("is ready where everything answers, and says no more than that", async () => {
  await using running = await testConsole();
  const answer = await running.ask(ready);
  expect([answer.status, answer.text]).toEqual([200, '{"ok":true}']);
});

it("is not ready from the moment it drains, serves all the same, and then takes no more", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  const draining = running.drain(2_000);
  const answer = await running.ask(ready);
  expect([answer.status, failingIn(answer.text)]).toEqual([503, ["serving"]]);
  expect((await running.ask("/health/live")).status).toBe(200);
  const served = await running.ask("/api/trpc/account.me", { headers: { cookie } });
  expect([served.status, served.headers.connection]).toEqual([200, "close"]);
  await draining;
  await expect(running.ask("/health/live")).rejects.toThrow("ECONNREFUSED");
});

it("keeps streams until it takes no more, and ends them in the form of HTTP", async () => {
  await using running = await testConsole();
  const { cookie } = await running.aSignedIn();
  const socket = connect(running.port, "127.0.0.1");
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard += text;
  });
  socket.write(
    `GET /api/trpc/cascade.watch HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`,
  );
  await expect.poll(() => heard).toContain("resync");
  const ended = once(socket, "close");
  const draining = running.drain(500);
  expect((await running.ask("/health/live")).status).toBe(200);
  expect(heard).not.toMatch(/0\r\n\r\n$/);
  await Promise.all([ended, draining]);
  expect(heard).toMatch(/\r\n0\r\n\r\n$/);
});

it("is not ready, and says so in time, where the database hangs; and again once it does not", async () => {
  await using line = await openTcpProxy();
  await using running = await testConsole({ databaseVia: line.to });
  expect((await running.ask(ready)).status).toBe(200);
  line.silence();
  const answer = await running.ask(ready);
  expect([answer.status, failingIn(answer.text)]).toEqual([503, ["database", "migrations", "notifications"]]);
  expect((await running.ask("/health/live")).status).toBe(200);
  line.reset();
  line.mend();
  await expect.poll(async () => (await running.ask(ready)).status).toBe(200);
});

it("shows no metrics at the door that people come in by", async () => {
  await using running = await testConsole();
  // Told back: it went where every page goes.
  expect(JSON.parse((await running.ask("/metrics")).text)).toMatchObject({ url: "/metrics" });
});

it("is not ready while every connection is in use and nobody's turn comes, and again once it does", async () => {
  await using running = await testConsole();
  const [one, other] = [await running.aSignedIn(), await running.aSignedIn()];
  const letGo = Promise.withResolvers<void>();
  const { db } = running;
  // Each tenant has half of the connections at most: two tenants hold them all, and a third one waits.
  const held = [one, other].flatMap(({ tenantId }) =>
    Array.from({ length: poolSize }, () => withTenant(db, tenantId, () => letGo.promise)),
  );
  const ends = Promise.allSettled(held);
  await expect.poll(async () => failingIn((await running.ask(ready)).text)).toEqual(["pool"]);
  expect((await running.ask(ready)).status).toBe(503);
  letGo.resolve();
  await ends;
  await expect.poll(async () => (await running.ask(ready)).status).toBe(200);
});
