import { Agent, get, type IncomingMessage } from "node:http";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { streamUrl } from "@portcullis/domain/wire";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { testConsole } from "../src/server/testing/test-console.ts";

const tenants = 20;
const sessionsEach = 5;
const streamsEach = 10;
/** Changes of each tenant's device, all tenants at once. */
const changesEach = 10;

it("leaves no connection in a transaction that nobody owns beside a thousand streams", async () => {
  await using running = await testConsole();
  const people = [];
  for (let n = 0; n < tenants; n++) {
    const person = await running.aSignedIn();
    const others = await Promise.all(Array.from({ length: sessionsEach - 1 }, () => person.signInAgain()));
    people.push({ cookie: person.cookie, cookies: [person, ...others].map(({ cookie }) => cookie) });
  }
  using agent = disposable(new Agent({ maxSockets: Number.POSITIVE_INFINITY }));
  for (const cookie of people.flatMap(({ cookies }) => cookies)) {
    const streams = Array.from({ length: streamsEach }, () => openStream(running.port, cookie, agent.held));
    expect((await Promise.all(streams)).map(({ statusCode }) => statusCode)).toEqual(Array(streamsEach).fill(200));
  }

  const changed = await Promise.all(people.map(({ cookie }) => changeOneDevice(running, cookie)));
  expect(changed.flat().filter((status) => status !== 200)).toEqual([]);

  expect(running.log.filter((line) => /UNSAFE_TRANSACTION|already a transaction/.test(line))).toEqual([]);
  const superuser = openDatabase(running.superuserUrl, { applicationName: "streams test", max: 1 });
  const left = () =>
    superuser.execute(`select pid from pg_stat_activity where application_name like 'console test%'
      and state like 'idle in transaction%' and state_change < now() - interval '1 second'`);
  await expect.poll(left).toHaveLength(0);
  await closeDatabase(superuser);
});

function openStream(port: number, cookie: string, agent: Agent): Promise<IncomingMessage> {
  const headers = { cookie, accept: "text/event-stream" };
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path: streamUrl("/api/trpc/cascade.watch"), headers, agent }, (response) => {
      response.resume().on("error", () => {});
      resolve(response);
    }).on("error", reject);
  });
}

/** Registers a device and switches it off and on again, each a change that every stream of the tenant is told of. */
async function changeOneDevice(running: Awaited<ReturnType<typeof testConsole>>, cookie: string): Promise<number[]> {
  const headers = { cookie, "content-type": "application/json" };
  /** Again where it was refused as one too many at once. */
  const call = async (path: string, input: object) => {
    for (;;) {
      const answer = await running.ask(`/api/trpc/${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(input),
      });
      if (answer.status !== 429 && answer.status !== 503) return answer;
      expect(answer.text).toMatch(/"reason":"(busy|too_many_calls|database_unavailable)"/);
    }
  };
  const registered = await call("device.register", { name: "laptop", platform: "linux", publicKey: aPublicKey() });
  const statuses = [registered.status];
  const { result } = JSON.parse(registered.text) as { result: { data: { id: string } } };
  for (let change = 0; change < changesEach; change++) {
    const path = change % 2 === 0 ? "device.deactivate" : "device.reactivate";
    statuses.push((await call(path, { id: result.data.id })).status);
  }
  return statuses;
}

const disposable = (held: Agent) => ({ held, [Symbol.dispose]: () => held.destroy() });
