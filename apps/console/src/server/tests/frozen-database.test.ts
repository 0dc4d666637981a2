import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

/** Instead of five seconds, in milliseconds. */
const deadlineMs = 1_000;

const html = { accept: "text/html" };
const json = { "content-type": "application/json" };

/** A console and a person signed in, over a line to the database that is dead from now on, and says so to nobody. */
async function frozen() {
  const stack = new AsyncDisposableStack();
  const line = stack.use(await openTcpProxy());
  const running = stack.use(await testConsole({ databaseVia: line.to, deadlineMs }));
  const person = await running.aSignedIn();
  return { line, running, person, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it("answers everything with 503 in time where the database hangs, and serves again once it does not", async () => {
  await using here = await frozen();
  const { running, line, person } = here;
  const { cookie } = person;
  line.stopReading();
  const startedAt = performance.now();
  const answers = await Promise.all([
    running.ask("/api/trpc/account.me", { headers: { cookie } }),
    running.ask("/api/trpc/cascade.watch", { headers: { cookie, accept: "text/event-stream" } }),
    running.ask("/api/trpc/account.update", {
      method: "POST",
      headers: { cookie, ...json },
      body: '{"firstName":"Ada"}',
    }),
    running.ask(`/images/${person.userId}/${person.userId}`, { headers: { cookie } }),
  ]);
  expect(performance.now() - startedAt).toBeLessThan(deadlineMs * 4);
  for (const { status, headers, text } of answers) {
    expect(status).toBe(503);
    expect(headers["retry-after"]).toBe("3");
    expect(JSON.parse(text)).toMatchObject({ error: { data: { reason: "database_unavailable" } } });
  }
  line.readOn();
  await expect
    .poll(async () => (await running.ask("/api/trpc/account.me", { headers: { cookie } })).text)
    .toContain('"email":"owner@people.test"');
});

it("leaves nothing of a change that was answered by 503 before its commit was sent", async () => {
  await using here = await frozen();
  const { running, line, person } = here;
  const change = (firstName: string) =>
    running.ask("/api/trpc/account.update", {
      method: "POST",
      headers: { cookie: person.cookie, ...json },
      body: JSON.stringify({ firstName }),
    });
  expect((await change("Before")).status).toBe(200);
  line.stopReading();
  const late = await change("Late");
  expect([late.status, late.text]).toEqual([503, expect.stringContaining("database_unavailable")]);
  line.readOn();
  const me = () => running.ask("/api/trpc/account.me", { headers: { cookie: person.cookie } });
  await expect.poll(async () => (await me()).text).toContain('"firstName":"Before"');
  expect((await change("After")).status).toBe(200);
  expect((await me()).text).toContain('"firstName":"After"');
});

it("says that nobody knows the outcome where the commit was sent and not answered in time", async () => {
  await using running = await testConsole({ deadlineMs });
  const { cookie } = await running.aSignedIn();
  const owner = openDatabase(running.ownerUrl, { applicationName: "console test owner", max: 1 });
  await owner.execute(
    `create function think() returns trigger language plpgsql as $$ begin perform pg_sleep(3); return null; end $$`,
  );
  await owner.execute(`create constraint trigger slow_commit after update on users deferrable initially deferred
    for each row execute function think()`);
  await closeDatabase(owner);
  const answer = await running.ask("/api/trpc/account.update", {
    method: "POST",
    headers: { cookie, ...json },
    body: '{"firstName":"Ada"}',
  });
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
    503,
    { error: { data: { reason: "outcome_unknown" } } },
  ]);
  const me = async () => (await running.ask("/api/trpc/account.me", { headers: { cookie } })).text;
  await expect.poll(me).toContain('"firstName":"Ada"');
});

it("shows a page that loads itself again where a page was asked for, and none to the router of the browser", async () => {
  await using here = await frozen();
  const { running, line } = here;
  line.stopReading();
  running.askForPages();
  const [page, part] = await Promise.all([
    running.ask("/users", { headers: html }),
    running.ask("/users", { headers: { ...html, rsc: "1" } }),
  ]);
  expect([page.status, page.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
  expect(page.text).toContain('http-equiv="refresh"');
  expect([part.status, part.headers["content-type"]]).toEqual([503, "application/json"]);
});
