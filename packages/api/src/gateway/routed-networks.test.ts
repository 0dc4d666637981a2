import { migrate } from "@portcullis/db/migrate";
import { expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";

const tenant = "0193a000-0000-7000-8000-000000000001";
const user = "0193a000-0000-7000-8000-000000000002";

it("takes what is wider than a host, or lies outside the range beside an address in it, for a network behind its device", async () => {
  await using database = await olderDatabase("routed_networks");
  const sql = database.owner.$client;
  await sql`insert into tenants (id, slug, name) values (${tenant}, 'acme', 'Acme')`;
  await sql`insert into users (tenant_id, id, email, status) values (${tenant}, ${user}, 'a@acme.test', 'pending')`;
  const networks = [
    ["100.64.0.4/32", "192.168.77.0/24", "10.1.1.1/32", "fd00::4/128", "2001:db8::/48"],
    ["10.9.9.9/32"],
    ["0.0.0.0/0", "::/0"],
  ];
  for (const [at, of] of networks.entries()) {
    const id = `0193a000-0000-7000-8000-0000000000d${at}`;
    await sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
      values (${tenant}, ${id}, ${user}, 'd', 'linux', ${`key ${at}`})`;
    for (const network of of) {
      await sql`insert into device_addresses (tenant_id, network, device_id) values (${tenant}, ${network}, ${id})`;
    }
  }
  await migrate(database);
  const rows = await sql<{ network: string; routed: boolean }[]>`
    select network::text, routed from device_addresses order by device_id, network`;
  expect(rows.map(({ network, routed }) => `${network}${routed ? " routed" : ""}`)).toEqual([
    "10.1.1.1/32 routed",
    "100.64.0.4/32",
    "192.168.77.0/24 routed",
    "2001:db8::/48 routed",
    "fd00::4/128",
    "10.9.9.9/32",
    "0.0.0.0/0 routed",
    "::/0 routed",
  ]);
});
