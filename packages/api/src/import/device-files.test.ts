import { readFileSync } from "node:fs";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { allocateAddress } from "../device/allocate-address.ts";
import {
  fixtureWithPeople,
  interfaceLine,
  laptop,
  otherPrivateKey,
  otherPublicKey,
  peerLines,
  peersOf,
  phone,
  readDump,
  router,
  runDeviceImport,
  spare,
} from "../testing/devices-import.ts";

it("keeps the networks behind a device apart from its addresses, and warns of one as wide as the tenant's", async () => {
  await using fixture = await fixtureWithPeople();
  const keys = [laptop, phone, router, spare];
  const networks = [
    "100.64.0.4/32,192.168.77.0/24,10.77.0.9/32",
    "100.64.0.5/32,2001:db8:77::/48,fd00:64::5/128",
    "0.0.0.0/0,::/0",
    "10.9.9.7/32",
  ];
  const lines = keys.map((key, at) => `${key}\t(none)\t(none)\t${networks[at]}\t0\t0\t0\toff`);
  const report = await runDeviceImport(fixture, { dump: [interfaceLine, ...lines].join("\n") });
  expect(report.map((line) => line.replace(/.* created: /, ""))).toEqual([
    "on; routes 192.168.77.0/24, 10.77.0.9/32",
    "on; routes 2001:db8:77::/48",
    "on; has no address; routes 0.0.0.0/0, ::/0; WARNING: 0.0.0.0/0 covers the whole range of the tenant, so all traffic without a more specific peer goes to it",
    "on",
  ]);
  const rows = await fixture.inScope((tx) =>
    tx
      .select({ name: devices.name, network: deviceAddresses.network, routed: deviceAddresses.routed })
      .from(deviceAddresses)
      .innerJoin(devices, and(eq(devices.tenantId, deviceAddresses.tenantId), eq(devices.id, deviceAddresses.deviceId)))
      .orderBy(devices.name, deviceAddresses.network),
  );
  expect(rows.map(({ name, network, routed }) => `${name} ${network}${routed ? " routed" : ""}`)).toEqual([
    "ada-laptop 10.77.0.9/32 routed",
    "ada-laptop 100.64.0.4/32",
    "ada-laptop 192.168.77.0/24 routed",
    "ada-phone 100.64.0.5/32",
    "ada-phone 2001:db8:77::/48 routed",
    "ada-phone fd00:64::5/128",
    "bo-spare 10.9.9.7/32",
    "branch router 0.0.0.0/0 routed",
    "branch router ::/0 routed",
  ]);
  expect(await peersOf(fixture)).toMatchObject({ [router]: ["0.0.0.0/0", "::/0"] });
  // The default route takes no address: the next device gets one.
  expect(await fixture.inScope((tx) => allocateAddress(tx))).toBe("100.64.0.2/32");
});

it("takes UTF-16 files, as Windows PowerShell writes them", async () => {
  const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  await using fixture = await fixtureWithPeople();
  const report = await runDeviceImport(fixture, { dump: read("utf16-dump.txt"), names: read("utf16-names.csv") });
  expect(report).toHaveLength(2);
  expect(report.join("\n")).not.toMatch(/has no line for this key|not in the dump|not a/);
});

it("takes the platform of a column, and refuses one that it does not know", async () => {
  await using fixture = await fixtureWithPeople();
  const names = [
    "publicKey,email,name,platform",
    `${laptop},ada@northwind.test,ada-laptop,macOS`,
    `${phone},ada@northwind.test,ada-phone,iPhone`,
    `${router},bo@northwind.test,branch router,`,
    `${spare},bo@northwind.test,bo-spare,toaster`,
  ].join("\n");
  expect((await runDeviceImport(fixture, { names }))[0]).toBe(
    "5 bo@northwind.test skipped: platform: Not one of linux, macos, windows, ios, android, router, other.",
  );
  const rows = await fixture.inScope((tx) =>
    tx.select({ name: devices.name, platform: devices.platform }).from(devices).orderBy(devices.name),
  );
  expect(rows.map(({ platform }) => platform)).toEqual(["macos", "ios", "other"]);
});

it("keeps neither the private key nor a preshared key, and repeats neither", async () => {
  await using fixture = await fixtureWithPeople();
  const report = (await runDeviceImport(fixture)).join("\n");
  const secrets = [interfaceLine.split("\t")[0] ?? "", peerLines[2]?.split("\t")[1] ?? ""];
  const stored = await fixture.inScope((tx) =>
    tx.execute(sql`select query_to_xml('select * from devices natural left join device_addresses', true, false, '')::text
      || (select string_agg(details::text, '') from audit_details) as everything`),
  );
  for (const secret of secrets) {
    expect(secret).toHaveLength(44);
    expect(report).not.toContain(secret);
    expect(String(stored[0]?.["everything"])).not.toContain(secret);
  }
});

it("takes the peers of every interface of the file, and repeats no private key of any", async () => {
  await using fixture = await fixtureWithPeople();
  const second = `${otherPrivateKey}\t${otherPublicKey}\t51821\toff`;
  const both = [interfaceLine, peerLines[0], second, peerLines[1], `${otherPrivateKey}\t${otherPublicKey}\t51822`];
  const read = await readDump(both.join("\n"));
  expect(read.interfaceKeys).toEqual([interfaceLine.split("\t")[1], otherPublicKey]);
  const report = await runDeviceImport(fixture, { dump: both.join("\n") });
  expect(report.slice(0, 3)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not imported`,
    `4 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not imported`,
    "5  skipped: line: not a peer (eight fields separated by tabs)",
  ]);
  expect(report.join("\n")).not.toContain(otherPrivateKey);
});

it("repeats no key of the names that is not a peer's", async () => {
  await using fixture = await fixtureWithPeople();
  const names = `publicKey,email,name\n${otherPrivateKey},ada@northwind.test,laptop\nx,${otherPrivateKey},laptop\n`;
  expect((await runDeviceImport(fixture, { names })).join("\n")).not.toContain(otherPrivateKey);
});

it.each(["010.9.0.9/32", "0x0a090009/32", "1.2/16", "10.0.0.300/32", "10.0.0.1/33", "10.0.0.1", "10.0.0.1/08"])(
  "refuses %s, which wg never writes",
  async (network) => {
    const { lines } = await readDump(`${interfaceLine}\n${spare}\t(none)\t(none)\t${network}\t0\t0\t0\toff\n`);
    expect(lines[0]?.fault).toContain("allowedIps");
  },
);

it("clears the bits right of the mask, as WireGuard does", async () => {
  const { lines } = await readDump(
    `${interfaceLine}\n${spare}\t(none)\t(none)\t10.1.2.3/24,FD00:0:0::9/64,10.1.2.9/24\t0\t0\t0\toff\n`,
  );
  expect(lines[0]?.peer?.allowedIps).toEqual(["10.1.2.0/24", "fd00::/64"]);
});

it("refuses a file of names with another header", async () => {
  await using fixture = await fixtureWithPeople();
  const names = `${laptop},ada@northwind.test,laptop\n`;
  await expect(runDeviceImport(fixture, { names })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});
