import { readFileSync } from "node:fs";
import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { allocateAddress } from "../device/allocate-address.ts";
import { listPeers } from "../tenant/list-peers.ts";
import { operator } from "../tenant/operator-context.ts";
import { bytesOf } from "../testing/collect.ts";
import { type OperatorWorld, operatorWorld } from "../testing/operator-world.ts";
import { createUser, type NewUser } from "../user/create-user.ts";
import { readText } from "./decode-text.ts";
import { importDevices } from "./import-devices.ts";
import { parseDump } from "./parse-dump.ts";
import { readDeviceNames } from "./read-device-names.ts";

/** What `wg show wg0 dump` of wireguard-tools printed for four peers, one of which had just shaken hands; keys of no network. */
const dump = readFileSync(new URL("fixtures/wg-show-dump.txt", import.meta.url), "utf8");
const [interfaceLine = "", ...peerLines] = dump.trimEnd().split("\n");
const [laptop = "", phone = "", router = "", spare = ""] = peerLines.map((line) => line.split("\t")[0] ?? "");

/** A pair of no network. */
const otherPrivateKey = "I+M8xnLAcTIA27XMJa6b0b5pDJs2IjiydxVZBAXV+us=";
const otherPublicKey = "DgDVunjXHJLxNrDspgsG2OnC/TQ9edjuC1mnyG9/3FQ=";

const namesFile = `publicKey,email,name
${laptop},ada@northwind.test,ada-laptop
${phone},Ada@Northwind.test,ada-phone
${router},bo@northwind.test,branch router
${spare},bo@northwind.test,bo-spare
`;

it("takes over what wg printed: names, addresses, last handshakes", async () => {
  await using world = await worldWithPeople();
  expect(await run(world)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not taken over`,
    `3 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not taken over`,
    `4 ${router} bo@northwind.test branch router created: on; routes 192.168.77.0/24; WARNING: its preshared key is not taken over`,
    `5 ${spare} bo@northwind.test bo-spare created: on; has no address`,
  ]);
  const [ada] = await world.inScope((tx) =>
    tx
      .select({ lastConnection: users.lastConnection, platform: devices.platform, seen: devices.lastConnection })
      .from(users)
      .innerJoin(devices, and(eq(devices.tenantId, users.tenantId), eq(devices.userId, users.id)))
      .where(and(eq(users.tenantId, tx.tenantId), eq(devices.publicKey, laptop))),
  );
  const handshake = new Date(Number(peerLines[0]?.split("\t")[4]) * 1000);
  const seen = handshake < new Date() ? handshake : expect.any(Date);
  expect(ada).toEqual({ lastConnection: seen, seen, platform: "other" });
  expect(await peersOf(world)).toEqual({
    [laptop]: ["100.64.0.2/32", "fd00:64::2/128"],
    [phone]: ["100.64.0.3/32"],
    [router]: ["100.64.0.4/32", "192.168.77.0/24"],
    [spare]: [],
  });
});

it("keeps the networks behind a device apart from its addresses, and warns of one as wide as the tenant's", async () => {
  await using world = await worldWithPeople();
  const keys = [laptop, phone, router, spare];
  const networks = [
    "100.64.0.4/32,192.168.77.0/24,10.77.0.9/32",
    "100.64.0.5/32,2001:db8:77::/48,fd00:64::5/128",
    "0.0.0.0/0,::/0",
    "10.9.9.7/32",
  ];
  const lines = keys.map((key, at) => `${key}\t(none)\t(none)\t${networks[at]}\t0\t0\t0\toff`);
  const report = await run(world, { dump: [interfaceLine, ...lines].join("\n") });
  expect(report.map((line) => line.replace(/.* created: /, ""))).toEqual([
    "on; routes 192.168.77.0/24, 10.77.0.9/32",
    "on; routes 2001:db8:77::/48",
    "on; has no address; routes 0.0.0.0/0, ::/0; WARNING: 0.0.0.0/0 covers the whole range of the tenant, so that everything without a nearer peer goes to it",
    "on",
  ]);
  const rows = await world.inScope((tx) =>
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
  expect(await peersOf(world)).toMatchObject({ [router]: ["0.0.0.0/0", "::/0"] });
  // The default route takes no address: the next device gets one.
  expect(await world.inScope((tx) => allocateAddress(tx))).toBe("100.64.0.2/32");
});

it("takes UTF-16 files, as Windows PowerShell writes them", async () => {
  const read = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  const dumped = parseDump(await readText(bytesOf(read("utf16-dump.txt"))));
  const { byKey, refused } = await readDeviceNames(bytesOf(read("utf16-names.csv")));
  expect(refused).toEqual([]);
  expect([dumped.lines.length, byKey.size]).toEqual([2, 2]);
  expect(dumped.lines.every(({ peer }) => peer && byKey.has(peer.publicKey))).toBe(true);
});

it("takes the platform of a column, and refuses one that it does not know", async () => {
  await using world = await worldWithPeople();
  const names = [
    "publicKey,email,name,platform",
    `${laptop},ada@northwind.test,ada-laptop,macOS`,
    `${phone},ada@northwind.test,ada-phone,iPhone`,
    `${router},bo@northwind.test,branch router,`,
    `${spare},bo@northwind.test,bo-spare,toaster`,
  ].join("\n");
  expect((await run(world, { names }))[0]).toBe(
    "5 bo@northwind.test skipped: platform: Not one of linux, macos, windows, ios, android, router, other.",
  );
  const rows = await world.inScope((tx) =>
    tx.select({ name: devices.name, platform: devices.platform }).from(devices).orderBy(devices.name),
  );
  expect(rows.map(({ platform }) => platform)).toEqual(["macos", "ios", "other"]);
});

it("takes a key and a network once, also within one dump, and no gateway's key", async () => {
  await using world = await worldWithPeople();
  await world.inScope((tx) =>
    tx.insert(gateways).values({
      tenantId: tx.tenantId,
      id: newId(),
      name: "gw",
      endpoint: "gw.test:51820",
      tokenHash: Buffer.alloc(32),
      publicKey: spare,
    }),
  );
  const again = peerLines[1]?.replace(phone, router) ?? "";
  const twice = [interfaceLine, peerLines[0], peerLines[1], again, peerLines[0], peerLines[3]].join("\n");
  const report = [
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not taken over`,
    `3 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not taken over`,
    `4 ${router} bo@northwind.test branch router skipped: allowedIps: 100.64.0.3/32 belongs to the device ada-phone`,
    `5 ${laptop} ada@northwind.test ada-laptop unchanged: exists: line 2 has this key too`,
    `6 ${spare} bo@northwind.test bo-spare skipped: publicKey: this is the key of the gateway gw`,
  ];
  const before = await snapshot(world);
  expect(await run(world, { dump: twice, dryRun: true })).toEqual(report);
  expect(await snapshot(world)).toEqual(before);
  expect(await run(world, { dump: twice })).toEqual(report);
});

it("lets them in where the tenant approves devices: the operator is no less than an administrator", async () => {
  await using world = await worldWithPeople();
  await world.inScope((tx) => tx.update(tenants).set({ approveDevices: true }).where(eq(tenants.id, tx.tenantId)));
  await run(world);
  expect(Object.keys(await peersOf(world)).toSorted()).toEqual([laptop, phone, router, spare].toSorted());
});

it("keeps neither the private key nor a preshared key, and repeats neither", async () => {
  await using world = await worldWithPeople();
  const report = (await run(world)).join("\n");
  const secrets = [interfaceLine.split("\t")[0] ?? "", peerLines[2]?.split("\t")[1] ?? ""];
  const stored = await world.inScope((tx) =>
    tx.execute(sql`select query_to_xml('select * from devices natural left join device_addresses', true, false, '')::text
      || (select string_agg(details::text, '') from audit_details) as everything`),
  );
  for (const secret of secrets) {
    expect(secret).toHaveLength(44);
    expect(report).not.toContain(secret);
    expect(String(stored[0]?.["everything"])).not.toContain(secret);
  }
});

it("changes nothing on a second run, and names what differs", async () => {
  await using world = await worldWithPeople();
  await run(world);
  const before = await snapshot(world);
  expect(await run(world)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop unchanged: exists`,
    `3 ${phone} ada@northwind.test ada-phone unchanged: exists`,
    `4 ${router} bo@northwind.test branch router unchanged: exists`,
    `5 ${spare} bo@northwind.test bo-spare unchanged: exists`,
  ]);
  const moved = dump.replace("100.64.0.3/32", "100.64.0.33/32");
  expect((await run(world, { dump: moved, names: namesFile.replace("ada-phone", "pixel") }))[1]).toBe(
    `3 ${phone} ada@northwind.test pixel unchanged: exists; it is called ada-phone here; it has 100.64.0.3/32 here`,
  );
  expect(await snapshot(world)).toEqual(before);
});

it("refuses line by line and takes the rest", async () => {
  await using world = await worldWithPeople();
  await run(world, { names: `publicKey,email,name\n${laptop},ada@northwind.test,ada-laptop\n` });
  const names = `publicKey,email,name
${laptop},bo@northwind.test,stolen
${phone},nobody@northwind.test,ghost
${router},bo@northwind.test,branch router
${"x".repeat(44)},bo@northwind.test,broken
${router},ada@northwind.test,twice
${interfaceLine.split("\t")[1]},bo@northwind.test,gateway
`;
  const more = peerLines.with(2, peerLines[2]?.replace("100.64.0.4/32", "100.64.0.2/32") ?? "");
  const report = await run(world, { dump: [interfaceLine, ...more, "garbage", ""].join("\n"), names });
  expect(report).toEqual([
    "5 bo@northwind.test skipped: publicKey: Not a WireGuard public key (44 characters of base64).",
    "6 ada@northwind.test skipped: publicKey: named on line 4 already",
    `2 ${laptop} bo@northwind.test stolen skipped: publicKey: this is another user's device`,
    `3 ${phone} nobody@northwind.test ghost skipped: email: nobody of this tenant has it`,
    `4 ${router} bo@northwind.test branch router skipped: allowedIps: 100.64.0.2/32 belongs to the device ada-laptop`,
    `5 ${spare} skipped: publicKey: nobody is named for this key`,
    "6  skipped: line: not that of a peer (eight fields between tabs)",
    "0 bo@northwind.test gateway skipped: publicKey: that of line 7 of the names is the key of an interface itself",
  ]);
});

it("takes the peers of every interface of the file, and repeats no private key of any", async () => {
  await using world = await worldWithPeople();
  const second = `${otherPrivateKey}\t${otherPublicKey}\t51821\toff`;
  const both = [interfaceLine, peerLines[0], second, peerLines[1], `${otherPrivateKey}\t${otherPublicKey}\t51822`];
  const read = parseDump(both.join("\n"));
  expect(read.interfaceKeys).toEqual([interfaceLine.split("\t")[1], otherPublicKey]);
  const report = await run(world, { dump: both.join("\n") });
  expect(report.slice(0, 3)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not taken over`,
    `4 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not taken over`,
    "5  skipped: line: not that of a peer (eight fields between tabs)",
  ]);
  expect(report.join("\n")).not.toContain(otherPrivateKey);
});

it("repeats no key of the names that is not a peer's", async () => {
  await using world = await worldWithPeople();
  const names = `publicKey,email,name\n${otherPrivateKey},ada@northwind.test,laptop\nx,${otherPrivateKey},laptop\n`;
  expect((await run(world, { names })).join("\n")).not.toContain(otherPrivateKey);
});

it.each(["010.9.0.9/32", "0x0a090009/32", "1.2/16", "10.0.0.300/32", "10.0.0.1/33", "10.0.0.1", "10.0.0.1/08"])(
  "refuses %s, which wg never writes",
  (network) => {
    const { lines } = parseDump(`${interfaceLine}\n${spare}\t(none)\t(none)\t${network}\t0\t0\t0\toff\n`);
    expect(lines[0]?.fault).toContain("allowedIps");
  },
);

it("clears the bits right of the mask, as WireGuard does", () => {
  const { lines } = parseDump(
    `${interfaceLine}\n${spare}\t(none)\t(none)\t10.1.2.3/24,FD00:0:0::9/64,10.1.2.9/24\t0\t0\t0\toff\n`,
  );
  expect(lines[0]?.peer?.allowedIps).toEqual(["10.1.2.0/24", "fd00::/64"]);
});

it("leaves a deactivated user's devices off until the user is reactivated, and a pending one's without access", async () => {
  await using world = await worldWithPeople({ ada: "inactive", bo: "pending" });
  const report = await run(world);
  expect(report[0]).toContain("created: switched off, because the user is inactive");
  expect(report[2]).toContain("created: on; without access until the user has accepted");
  const causes = await world.inScope((tx) =>
    tx.select({ name: devices.name, cause: devices.cause }).from(devices).orderBy(devices.name),
  );
  expect(causes).toEqual([
    { name: "ada-laptop", cause: "user_deactivated" },
    { name: "ada-phone", cause: "user_deactivated" },
    { name: "bo-spare", cause: null },
    { name: "branch router", cause: null },
  ]);
  expect(await peersOf(world)).toEqual({});
});

it("takes more devices than the limit allows and says so", async () => {
  await using world = await worldWithPeople();
  await world.inScope((tx) =>
    tx
      .update(users)
      .set({ maxDevices: 1 })
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.email, "ada@northwind.test"))),
  );
  const report = await run(world);
  expect(report[0]).toMatch(/created: on;/);
  expect(report[1]).toMatch(/created: on; above the user's limit of 1 devices;/);
});

it("records each device in the trail, by the operator", async () => {
  await using world = await worldWithPeople();
  await run(world);
  const events = await world.inScope((tx) =>
    tx
      .select({ actor: auditEvents.actorKind, subject: auditEvents.subjectId })
      .from(auditEvents)
      .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.action, "device.registered"))),
  );
  expect(events).toHaveLength(4);
  expect(events.every(({ actor, subject }) => actor === "operator" && subject !== null)).toBe(true);
});

it.each([
  ["the dump of all interfaces", `wg0\t${interfaceLine}\n`],
  ["a configuration", "[Interface]\nPrivateKey = abc\n"],
  ["a dump without its first line", `${peerLines.join("\n")}\n`],
  ["nothing", ""],
])("refuses %s without repeating it", (_, text) => {
  const refusal = (() => {
    try {
      return parseDump(text);
    } catch (error) {
      return String(error);
    }
  })();
  expect(refusal).toContain("wg show <interface> dump");
  expect(refusal).not.toContain(interfaceLine.split("\t")[0]);
});

it("refuses a file of names with another header", async () => {
  await expect(readDeviceNames(bytesOf(`${laptop},ada@northwind.test,laptop\n`))).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

async function worldWithPeople(status: { ada?: NewUser["status"]; bo?: NewUser["status"] } = {}) {
  const world = await operatorWorld();
  await world.inScope(async (tx) => {
    for (const name of ["ada", "bo"] as const) {
      const person = { email: `${name}@northwind.test`, firstName: name, lastName: null, hasAccepted: true } as const;
      await createUser(tx, operator, { ...person, status: status[name] ?? "active" });
    }
  });
  return world;
}

async function run(world: OperatorWorld, files: { dump?: string; names?: string; dryRun?: boolean } = {}) {
  const { byKey, refused } = await readDeviceNames(bytesOf(files.names ?? namesFile));
  const report = [...refused];
  for await (const line of importDevices(world.ctx, parseDump(files.dump ?? dump), byKey, {
    dryRun: files.dryRun ?? false,
  }))
    report.push(line);
  return report.map(({ line, what, outcome, detail }) => `${line} ${what} ${outcome}: ${detail}`);
}

async function peersOf(world: OperatorWorld) {
  const peers = await listPeers(world.ctx);
  return Object.fromEntries(peers.map(({ publicKey, allowedIps }) => [publicKey, allowedIps]));
}

/** Everything that a run could have touched. */
async function snapshot(world: OperatorWorld) {
  return world.inScope((tx) =>
    tx.execute(sql`select (select json_agg(u order by id) from users u where tenant_id = ${tx.tenantId}) as users,
      (select json_agg(d order by id) from devices d where tenant_id = ${tx.tenantId}) as devices,
      (select json_agg(a order by network) from device_addresses a where tenant_id = ${tx.tenantId}) as addresses,
      (select count(*) from audit_events where tenant_id = ${tx.tenantId}) as events`),
  );
}
