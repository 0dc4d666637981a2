import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { signIn } from "@portcullis/testing/sign-in";
import postgres from "postgres";
import { expect } from "vitest";
import { apiWith } from "../network/api.ts";
import { type Balancer, openBalancer } from "./balancer.ts";
import { eitherWire } from "./either-wire.ts";
import { type Instance, startConsole, startWorker } from "./instance.ts";
import { startTraffic, type Traffic } from "./traffic.ts";

/** Milliseconds for whatever takes a program's start, on a busy machine. */
const patience = { timeout: 60_000 };

export interface BusyProduct extends AsyncDisposable {
  readonly consoles: readonly Instance[];
  readonly workers: readonly Instance[];
  readonly balancer: Balancer;
  readonly traffic: Traffic;
  /** Waits until both consoles take requests. */
  readonly bothReady: () => Promise<void>;
  /** Waits until more of every kind was done, and streams have brought more. */
  readonly isFlowing: () => Promise<void>;
}

/** Two consoles behind a balancer and two workers on a database with demo data, and people at work on them. */
export async function busyProduct(
  { applicationUrl: databaseUrl }: DatabaseUrls,
  more: { readonly release?: string } = {},
): Promise<BusyProduct> {
  await using starting = new AsyncDisposableStack();
  const ports = await Promise.all([freePort(), freePort()]);
  // The consoles must know their address before the balancer has looked at them.
  const balancer = starting.use(await openBalancer(ports));
  const options = { databaseUrl, publicUrl: balancer.url, ...more };
  const consoles = await Promise.all(ports.map(async (port) => starting.use(await startConsole(port, options))));
  const workers = await Promise.all([1, 2].map(async () => starting.use(await startWorker(options))));
  const bothReady = () => expect.poll(balancer.ready, patience).toEqual(ports);
  await bothReady();
  const cookie = await signIn(balancer.url, { tenant: "acme", email: "owner@acme.test", password: "portcullis-demo" });
  const { items } = await apiWith(balancer.url, cookie, {}, eitherWire).user.list.query({
    status: ["active"],
    limit: 100,
  });
  const userIds = items.filter(({ isOwner, email }) => !isOwner && !email.startsWith("admin")).map(({ id }) => id);
  // Fewer than the brake lets one person switch off within an hour.
  const traffic = startTraffic(balancer.url, { cookie, userIds: userIds.slice(0, 20) });
  starting.defer(traffic.stop);
  const stack = starting.move();
  return {
    consoles,
    workers,
    balancer,
    traffic,
    bothReady,
    async isFlowing() {
      const before = new Map(traffic.done);
      const streamsBefore = traffic.streams.heard;
      await expect
        .poll(
          () => ["read", "change", "page"].every((kind) => (traffic.done.get(kind) ?? 0) > (before.get(kind) ?? 0) + 3),
          patience,
        )
        .toBe(true);
      await expect.poll(() => traffic.streams.heard, patience).toBeGreaterThan(streamsBefore);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** After the traffic: nobody was refused, no change is unfinished, and every user is in the state of the last reply. */
export async function expectUnharmed({ balancer, traffic }: BusyProduct, ownerUrl: string): Promise<void> {
  expect(balancer.unanswered()).toEqual([]);
  expect(traffic.failed).toEqual([]);
  await using sql = closing(postgres(ownerUrl, { max: 1, onnotice: () => {} }));
  const unfinished = () => sql.client`select 1 from cascades where status in ('running', 'failed')`;
  await expect.poll(async () => (await unfinished()).length, patience).toBe(0);
  const stored = await sql.client<{ id: string; status: string }[]>`
    select id, status from users where id = any(${[...traffic.states.keys()]}::uuid[])`;
  expect(new Map(stored.map(({ id, status }) => [id, status]))).toEqual(new Map(traffic.states));
}

function closing(client: postgres.Sql) {
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
