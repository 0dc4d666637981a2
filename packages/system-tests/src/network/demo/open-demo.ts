import type { Account } from "@portcullis/testing/sign-in";
import { type Api, apiOf } from "../api.ts";
import { openGatewayTestBed } from "../gateway-test-bed.ts";
import type { Laptop } from "./show.ts";

/** The demo data's owner. */
const owner: Account = { tenant: "acme", email: "owner@acme.test", password: "portcullis-demo" };
const people = ["member@acme.test", "support@acme.test", "auditor@acme.test"];

const gatewayName = "Demo network";
const devicePrefix = "demo-";

export interface Demo extends AsyncDisposable {
  readonly laptops: () => readonly Laptop[];
  /** Where to switch somebody off. */
  readonly pages: readonly string[];
}

/**
 * One gateway and a laptop for each of three people, enrolled in the console at this address. Disposing of it takes network,
 * gateway and devices away again.
 * @throws {Error} where the console does not run, or not with the demo's data
 */
export async function openDemo(url: string): Promise<Demo> {
  const api = await signIn(url);
  await clear(api);
  await using opened = new AsyncDisposableStack();
  opened.defer(() => clear(api));
  const testBed = opened.use(await openGatewayTestBed(url, api, gatewayName));
  const laptops: (Omit<Laptop, "last"> & { readonly last: () => number })[] = [];
  const pages: string[] = [];
  for (const email of people) {
    const user = (await api.user.list.query({ search: email })).items.find((found) => found.email === email);
    if (!user) throw new Error(`${email} does not exist any more. Start the console with fresh demo data.`);
    const device = `${devicePrefix}${user.firstName?.toLowerCase()}`;
    const client = await testBed.enrol(api, device, user.id);
    const pinger = opened.use(await client.ping());
    laptops.push({ person: `${user.firstName} ${user.lastName}`, device, last: pinger.last });
    pages.push(`${url}/users/${user.id}`);
  }
  const owned = opened.move();
  return {
    laptops: () => laptops.map(({ person, device, last }) => ({ person, device, last: last() })),
    pages,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function signIn(url: string): Promise<Api> {
  try {
    const api = await apiOf(url, owner);
    await api.account.me.query();
    return api;
  } catch (error) {
    throw new Error(`Nobody could sign in as ${owner.email} at ${url}. Start the console with its demo data first.`, {
      cause: error,
    });
  }
}

/** What this run made, or a killed one before it. */
async function clear(api: Api): Promise<void> {
  const { items: gateways } = await api.gateway.list.query({});
  for (const { id, name } of gateways) if (name === gatewayName) await api.gateway.remove.mutate({ id });
  const { items: devices } = await api.device.list.query({ search: devicePrefix });
  for (const { id, name } of devices) if (name.startsWith(devicePrefix)) await api.device.remove.mutate({ id });
}
