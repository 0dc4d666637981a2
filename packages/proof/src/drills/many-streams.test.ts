import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { apiWith } from "@portcullis/lab/api";
import { signIn } from "@portcullis/lab/sign-in";
import { seedDemo } from "@portcullis/services/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import { TRPCClientError } from "@trpc/client";
import postgres from "postgres";
import { expect, it } from "vitest";
import { smallProduct } from "../testing/small-product.ts";
import { superuserUrl } from "../testing/superuser-url.ts";

/** Of one person, as many as they may have; the newest of them makes the changes and holds no stream. */
const sessionsEach = 50;
const streamsEach = 10;
/** Changes of each person's devices, so many at once. */
const changesEach = 40;
const atOnce = 8;
const people = [
  { tenant: "acme", email: "owner@acme.test" },
  { tenant: "acme", email: "admin@acme.test" },
  { tenant: "globex", email: "owner@globex.test" },
];

it("leaves no connection in a transaction that nobody owns while changes are made beside 1,470 open streams", async () => {
  await using database = await testDatabase();
  await seedDemo(database);
  await using product = await smallProduct(database);
  const { url } = product;
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  await using ending = new AsyncDisposableStack();
  ending.defer(() => agent.destroy());
  const sql = ending.adopt(postgres(superuserUrl(database.ownerUrl), { max: 1, onnotice: () => {} }), (client) =>
    client.end({ timeout: 1 }),
  );

  const actors: string[] = [];
  const held: { readonly cookie: string; readonly streams: readonly Stream[] }[] = [];
  for (const [nth, person] of people.entries()) {
    const cookies: string[] = [];
    for (let n = 0; n < sessionsEach; n++) cookies.push(await cookieOf(url, person, `10.0.${nth}.${n + 1}`));
    actors.push(cookies.pop() ?? "");
    for (const cookie of cookies) {
      const streams = await Promise.all(Array.from({ length: streamsEach }, () => openStream(url, cookie, agent)));
      held.push({ cookie, streams });
    }
  }
  const streams = held.flatMap((each) => each.streams);
  expect(streams).toHaveLength(people.length * (sessionsEach - 1) * streamsEach);

  const changed = await Promise.all(actors.map((cookie, nth) => changeDevices(url, cookie, nth)));
  expect(changed).toEqual(people.map(() => changesEach));
  expect(streams.filter(({ hasEnded }) => hasEnded())).toHaveLength(0);

  // The session's own streams end with it, whatever else is open.
  const [first, ...others] = held;
  const actor = apiWith(url, actors[0] ?? "");
  const { items } = await apiWith(url, first?.cookie ?? "").session.list.query({});
  await actor.session.revoke.mutate({ id: items.find(({ current }) => current)?.id ?? "" });
  await Promise.all(first?.streams.map(({ ended }) => ended) ?? []);
  expect(others.flatMap((each) => each.streams).filter(({ hasEnded }) => hasEnded())).toHaveLength(0);

  expect(product.said()).not.toMatch(/UNSAFE_TRANSACTION|already a transaction|no transaction in progress/);
  const idle = () => sql`
    select pid from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%' and state_change < now() - interval '1 second'`;
  await expect.poll(idle).toHaveLength(0);
});

/** From an address of its own, so that no budget of sign-ins is used up. */
const cookieOf = (url: string, who: { tenant: string; email: string }, from: string): Promise<string> =>
  signIn(url, { ...who, password: "portcullis-demo" }, { "x-forwarded-for": from });

interface Stream {
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
}

/** A stream whose first event has arrived; asked for again where the console was too busy. */
async function openStream(url: string, cookie: string, agent: Agent): Promise<Stream> {
  const sent = request(`${url}/api/trpc/cascade.watch`, {
    agent,
    headers: { cookie, origin: url, accept: "text/event-stream" },
  });
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  if (answer.statusCode === 429 || answer.statusCode === 503) {
    answer.resume();
    await once(answer, "end");
    return openStream(url, cookie, agent);
  }
  expect(answer.statusCode).toBe(200);
  await once(answer, "data");
  let isOver = false;
  const over = Promise.withResolvers<void>();
  const end = () => {
    isOver = true;
    over.resolve();
  };
  answer
    .setEncoding("utf8")
    .on("data", (chunk: string) => chunk.includes("session_ended") && end())
    .on("error", end)
    .once("close", end);
  return { ended: over.promise, hasEnded: () => isOver };
}

/**
 * Switches devices off and on, each a change that every stream of the tenant is told of. Answers how many were made.
 * @param share which devices of the tenant: nobody else changes these
 */
async function changeDevices(url: string, cookie: string, share: number): Promise<number> {
  const { device } = apiWith(url, cookie);
  const { items: all } = await device.list.query({ status: ["online", "offline"], limit: people.length * atOnce });
  const items = all.slice(share * atOnce, (share + 1) * atOnce);
  expect(items).toHaveLength(atOnce);
  const made = await Promise.all(
    items.map(async ({ id }) => {
      for (let n = 0; n < changesEach / atOnce; n++)
        await untilAdmitted(() => (n % 2 === 0 ? device.deactivate : device.reactivate).mutate({ id }));
      return changesEach / atOnce;
    }),
  );
  return made.reduce((sum, count) => sum + count, 0);
}

/** Again where it was refused as one too many at once: nothing was done then. */
async function untilAdmitted(change: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await change();
      return;
    } catch (error) {
      if (!(error instanceof TRPCClientError)) throw error;
      expect(error.message + JSON.stringify(error.data)).toMatch(/busy|too_many_calls|database_unavailable/);
    }
  }
}
