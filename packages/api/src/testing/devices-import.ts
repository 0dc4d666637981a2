import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { importDevices } from "../import/import-devices.ts";
import { type DumpLine, openDump } from "../import/parse-dump.ts";
import { readDeviceNames } from "../import/read-device-names.ts";
import { stageNames } from "../import/staged-names.ts";
import { listPeers, operator } from "../tenant/operator.ts";
import { createUser, type NewUser } from "../user/create-user.ts";
import { bytesOf, collect } from "./collect.ts";
import { type OperatorFixture, operatorFixture } from "./operator-fixture.ts";

/** What `wg show wg0 dump` of wireguard-tools printed for four peers, one of which had just shaken hands; keys of no network. */
export const dump = readFileSync(new URL("../import/fixtures/wg-show-dump.txt", import.meta.url), "utf8");
export const [interfaceLine = "", ...peerLines] = dump.trimEnd().split("\n");
export const [laptop = "", phone = "", router = "", spare = ""] = peerLines.map((line) => line.split("\t")[0] ?? "");

/** A pair of no network. */
export const otherPrivateKey = "I+M8xnLAcTIA27XMJa6b0b5pDJs2IjiydxVZBAXV+us=";
export const otherPublicKey = "DgDVunjXHJLxNrDspgsG2OnC/TQ9edjuC1mnyG9/3FQ=";

export const namesFile = `publicKey,email,name
${laptop},ada@northwind.test,ada-laptop
${phone},Ada@Northwind.test,ada-phone
${router},bo@northwind.test,branch router
${spare},bo@northwind.test,bo-spare
`;

/** A tenant with two people, `ada` and `bo`. */
export async function fixtureWithPeople(status: { ada?: NewUser["status"]; bo?: NewUser["status"] } = {}) {
  const fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    for (const name of ["ada", "bo"] as const) {
      const person = { email: `${name}@northwind.test`, firstName: name, lastName: null, hasAccepted: true } as const;
      await createUser(tx, operator, { ...person, status: status[name] ?? "active" });
    }
  });
  return fixture;
}

/** Imports a dump and a file of names, and answers the report as lines. */
export async function runDeviceImport(
  fixture: OperatorFixture,
  files: { dump?: string | Uint8Array; names?: string | Uint8Array; dryRun?: boolean } = {},
) {
  await using names = await stageNames(fixture.ctx.db);
  const report = await collect(readDeviceNames(bytesOf(files.names ?? namesFile), names));
  const opened = await openDump(bytesOf(files.dump ?? dump));
  for await (const line of importDevices(fixture.ctx, opened, names, { dryRun: files.dryRun ?? false }))
    report.push(line);
  return report.map(({ line, what, outcome, detail }) => `${line} ${what} ${outcome}: ${detail}`);
}

/** The whole of a dump. */
export async function readDump(text: string): Promise<{ interfaceKeys: string[]; lines: DumpLine[] }> {
  const opened = await openDump(bytesOf(text));
  const lines = await collect(opened.lines);
  return { interfaceKeys: [...opened.interfaceKeys], lines };
}

/** The networks of each peer, by its key. */
export async function peersOf(fixture: OperatorFixture) {
  const peers = await listPeers(fixture.ctx);
  return Object.fromEntries(peers.map(({ publicKey, allowedIps }) => [publicKey, allowedIps]));
}

/** Everything that an import of devices could have touched. */
export async function devicesSnapshot(fixture: OperatorFixture) {
  return fixture.inScope((tx) =>
    tx.execute(sql`select (select json_agg(u order by id) from users u where tenant_id = ${tx.tenantId}) as users,
      (select json_agg(d order by id) from devices d where tenant_id = ${tx.tenantId}) as devices,
      (select json_agg(a order by network) from device_addresses a where tenant_id = ${tx.tenantId}) as addresses,
      (select count(*) from audit_events where tenant_id = ${tx.tenantId}) as events`),
  );
}
