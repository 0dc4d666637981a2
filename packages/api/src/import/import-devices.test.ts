import { createHash } from "node:crypto";
import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { devices } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { timestampNow, toTimestamp } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { bytesOf } from "../testing/collect.ts";
import {
  devicesSnapshot,
  dump,
  fixtureWithPeople,
  interfaceLine,
  laptop,
  namesFile,
  peerLines,
  peersOf,
  phone,
  router,
  runDeviceImport,
  spare,
} from "../testing/devices-import.ts";
import { openDump } from "./parse-dump.ts";
import { batchSize } from "./run-batch.ts";

it("takes over what wg printed: names, addresses, last handshakes", async () => {
  await using fixture = await fixtureWithPeople();
  expect(await runDeviceImport(fixture)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not imported`,
    `3 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not imported`,
    `4 ${router} bo@northwind.test branch router created: on; routes 192.168.77.0/24; WARNING: its preshared key is not imported`,
    `5 ${spare} bo@northwind.test bo-spare created: on; has no address`,
  ]);
  const [ada] = await fixture.inScope((tx) =>
    tx
      .select({ lastConnection: users.lastConnection, platform: devices.platform, seen: devices.lastConnection })
      .from(users)
      .innerJoin(devices, and(eq(devices.tenantId, users.tenantId), eq(devices.userId, users.id)))
      .where(and(eq(users.tenantId, tx.tenantId), eq(devices.publicKey, laptop))),
  );
  const handshake = toTimestamp(Number(peerLines[0]?.split("\t")[4]) * 1000);
  const seen = handshake < timestampNow() ? handshake : expect.any(String);
  expect(ada).toEqual({ lastConnection: seen, seen, platform: "other" });
  expect(await peersOf(fixture)).toEqual({
    [laptop]: ["100.64.0.2/32", "fd00:64::2/128"],
    [phone]: ["100.64.0.3/32"],
    [router]: ["100.64.0.4/32", "192.168.77.0/24"],
    [spare]: [],
  });
});

it("takes a key and a network once, also within one dump, and no gateway's key", async () => {
  await using fixture = await fixtureWithPeople();
  await fixture.inScope((tx) =>
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
    `2 ${laptop} ada@northwind.test ada-laptop created: on; its endpoint is not imported`,
    `3 ${phone} ada@northwind.test ada-phone created: on; its keep-alive of 25 s is not imported`,
    `4 ${router} bo@northwind.test branch router skipped: allowedIps: 100.64.0.3/32 belongs to the device ada-phone`,
    `5 ${laptop} ada@northwind.test ada-laptop unchanged: exists: line 2 has the same key`,
    `6 ${spare} bo@northwind.test bo-spare skipped: publicKey: this is the key of the gateway gw`,
  ];
  const before = await devicesSnapshot(fixture);
  expect(await runDeviceImport(fixture, { dump: twice, dryRun: true })).toEqual(report);
  expect(await devicesSnapshot(fixture)).toEqual(before);
  expect(await runDeviceImport(fixture, { dump: twice })).toEqual(report);
});

it("lets them in where the tenant approves devices: the operator is no less than an administrator", async () => {
  await using fixture = await fixtureWithPeople();
  await fixture.inScope((tx) => tx.update(tenants).set({ approveDevices: true }).where(eq(tenants.id, tx.tenantId)));
  await runDeviceImport(fixture);
  expect(Object.keys(await peersOf(fixture)).toSorted()).toEqual([laptop, phone, router, spare].toSorted());
});

it("changes nothing on a second run, and names what differs", async () => {
  await using fixture = await fixtureWithPeople();
  await runDeviceImport(fixture);
  const before = await devicesSnapshot(fixture);
  expect(await runDeviceImport(fixture)).toEqual([
    `2 ${laptop} ada@northwind.test ada-laptop unchanged: exists`,
    `3 ${phone} ada@northwind.test ada-phone unchanged: exists`,
    `4 ${router} bo@northwind.test branch router unchanged: exists`,
    `5 ${spare} bo@northwind.test bo-spare unchanged: exists`,
  ]);
  const moved = dump.replace("100.64.0.3/32", "100.64.0.33/32");
  expect((await runDeviceImport(fixture, { dump: moved, names: namesFile.replace("ada-phone", "pixel") }))[1]).toBe(
    `3 ${phone} ada@northwind.test pixel unchanged: exists; it is called ada-phone here; it has 100.64.0.3/32 here`,
  );
  expect(await devicesSnapshot(fixture)).toEqual(before);
});

it("refuses line by line and takes the rest", async () => {
  await using fixture = await fixtureWithPeople();
  await runDeviceImport(fixture, { names: `publicKey,email,name\n${laptop},ada@northwind.test,ada-laptop\n` });
  const names = `publicKey,email,name
${laptop},bo@northwind.test,stolen
${phone},nobody@northwind.test,ghost
${router},bo@northwind.test,branch router
${"x".repeat(44)},bo@northwind.test,broken
${router},ada@northwind.test,twice
${interfaceLine.split("\t")[1]},bo@northwind.test,gateway
`;
  const more = peerLines.with(2, peerLines[2]?.replace("100.64.0.4/32", "100.64.0.2/32") ?? "");
  const report = await runDeviceImport(fixture, { dump: [interfaceLine, ...more, "garbage", ""].join("\n"), names });
  expect(report).toEqual([
    "5 bo@northwind.test skipped: publicKey: Not a WireGuard public key (44 characters of base64).",
    "6 ada@northwind.test skipped: publicKey: already on line 4",
    `2 ${laptop} bo@northwind.test stolen skipped: publicKey: this is another user's device`,
    `3 ${phone} nobody@northwind.test ghost skipped: email: no user of this tenant has this address`,
    `4 ${router} bo@northwind.test branch router skipped: allowedIps: 100.64.0.2/32 belongs to the device ada-laptop`,
    `5 ${spare} skipped: publicKey: the file with the names has no line for this key`,
    "6  skipped: line: not a peer (eight fields separated by tabs)",
    "0 bo@northwind.test gateway skipped: publicKey: the key in line 7 of the names is the key of the interface, not of a peer",
  ]);
});

it("leaves a deactivated user's devices off until the user is reactivated, and a pending one's without access", async () => {
  await using fixture = await fixtureWithPeople({ ada: "inactive", bo: "pending" });
  const report = await runDeviceImport(fixture);
  expect(report[0]).toContain("created: deactivated, because the user is deactivated");
  expect(report[2]).toContain("created: on; without access until the user accepts the invitation");
  const causes = await fixture.inScope((tx) =>
    tx.select({ name: devices.name, cause: devices.cause }).from(devices).orderBy(devices.name),
  );
  expect(causes).toEqual([
    { name: "ada-laptop", cause: "user_deactivated" },
    { name: "ada-phone", cause: "user_deactivated" },
    { name: "bo-spare", cause: null },
    { name: "branch router", cause: null },
  ]);
  expect(await peersOf(fixture)).toEqual({});
});

it("takes more devices than the limit allows and says so", async () => {
  await using fixture = await fixtureWithPeople();
  await fixture.inScope((tx) =>
    tx
      .update(users)
      .set({ maxDevices: 1 })
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.email, "ada@northwind.test"))),
  );
  const report = await runDeviceImport(fixture);
  expect(report[0]).toMatch(/created: on;/);
  expect(report[1]).toMatch(/created: on; above the user's limit of 1 devices;/);
});

it("records each device in the audit log, by the operator", async () => {
  await using fixture = await fixtureWithPeople();
  await runDeviceImport(fixture);
  const events = await fixture.inScope((tx) =>
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
])("refuses %s without repeating it", async (_, text) => {
  const refusal = await openDump(bytesOf(text)).then(() => "taken", String);
  expect(refusal).toContain("wg show <interface> dump");
  expect(refusal).not.toContain(interfaceLine.split("\t")[0]);
});

it("knows of a second line what an earlier batch brought, in a dry run too", async () => {
  await using fixture = await fixtureWithPeople();
  const keyOf = (at: number) => createHash("sha256").update(`key ${at}`).digest("base64");
  const peer = (at: number, network: string) => `${keyOf(at)}\t(none)\t(none)\t${network}\t0\t0\t0\toff`;
  const many = batchSize + 1;
  const lines = Array.from({ length: many }, (_, at) => peer(at, `10.9.${at >> 8}.${at & 255}/32`));
  const repeated = [peer(0, "10.9.9.1/32"), peer(many, "10.9.0.1/32")];
  const names = Array.from({ length: many + 2 }, (_, at) => `${keyOf(at)},ada@northwind.test,device ${at}`);
  const files = {
    dump: [interfaceLine, ...lines, ...repeated].join("\n"),
    names: ["publicKey,email,name", ...names, names[1]].join("\n"),
  };
  const end = [
    `${many + 2} ${keyOf(0)} ada@northwind.test device 0 unchanged: exists: line 2 has the same key`,
    `${many + 3} ${keyOf(many)} ada@northwind.test device ${many} skipped: allowedIps: 10.9.0.1/32 belongs to the device device 1`,
    `0 ada@northwind.test device ${many + 1} skipped: publicKey: the key in line ${many + 3} of the names is not in the dump`,
  ];
  for (const dryRun of [true, false]) {
    const report = await runDeviceImport(fixture, { ...files, dryRun });
    expect(report[0]).toBe(`${many + 4} ada@northwind.test skipped: publicKey: already on line 3`);
    expect(report.filter((line) => line.includes(" created: "))).toHaveLength(many);
    expect(report.slice(-3)).toEqual(end);
  }
});
