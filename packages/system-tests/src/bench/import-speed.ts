import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { importDevices } from "@portcullis/api/import/import-devices";
import { importPeople } from "@portcullis/api/import/import-people";
import { openPeopleFile } from "@portcullis/api/import/open-people-file";
import { openDump } from "@portcullis/api/import/parse-dump";
import { readDeviceNames } from "@portcullis/api/import/read-device-names";
import type { ImportLine } from "@portcullis/api/import/run-batch";
import { stageNames } from "@portcullis/api/import/staged-names";
import { createTenant } from "@portcullis/api/tenant/create-tenant";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { tenantId } from "@portcullis/domain/ids";
import { ownDatabase } from "./checks/own-database.ts";

/** How fast people and devices come in from files, and what memory that takes; the audit log and the search are written with them. */
const { values } = parseArgs({ options: { lines: { type: "string", default: "60000" } } });
const lines = Number(values.lines);

/** A public key of nobody: 32 bytes that are the same at every run. */
const keyOf = (at: number | string) => createHash("sha256").update(`key ${at}`).digest("base64");
const addressOf = (at: number) => `10.${64 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}/32`;

async function* peopleFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("email,firstName,lastName,groups,status\n");
  for (let from = 0; from < lines; from += 1_000) {
    const part = Array.from({ length: Math.min(1_000, lines - from) }, (_, i) => {
      const at = from + i;
      return `person.${at}@bench.test,First ${at},Last ${at},Unit ${at % 300};Site ${at % 20},active\n`;
    });
    yield Buffer.from(part.join(""));
  }
}

async function* namesFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("publicKey,email,name,platform\n");
  for (let at = 0; at < lines; at++) {
    yield Buffer.from(`${keyOf(at)},person.${at % (lines / 2)}@bench.test,device ${at},linux\n`);
  }
}

async function* dump(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${keyOf("private")}\t${keyOf("public")}\t51820\toff\n`);
  for (let at = 0; at < lines; at++) {
    yield Buffer.from(`${keyOf(at)}\t(none)\t(none)\t${addressOf(at)}\t${1_795_000_000 + at}\t1\t1\toff\n`);
  }
}

/** From the reading of both files on. */
async function* devices(ctx: Parameters<typeof importDevices>[0]): AsyncGenerator<ImportLine> {
  await using names = await stageNames(ctx.db);
  yield* readDeviceNames(namesFile(), names);
  yield* importDevices(ctx, await openDump(dump()), names);
}

async function measure(what: string, report: AsyncIterable<ImportLine>): Promise<void> {
  let peak = 0;
  let created = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  let last = begun;
  let all = 0;
  for await (const line of report) {
    if (line.outcome === "created") created++;
    if (++all % 10_000 === 0) {
      const now = performance.now();
      process.stderr.write(`${what}: ${all}, the last 10,000 at ${Math.round(1e7 / (now - last))}/s\n`);
      last = now;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const cpu = process.cpuUsage(cpuBefore);
  const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
  process.stdout.write(
    `${what}: ${created} of ${all} created in ${seconds.toFixed(1)} s, ${Math.round(all / seconds)}/s; ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of it computing here, the rest PostgreSQL and waiting; memory ${mb(before)} MB before, ${mb(peak)} MB at its highest\n`,
  );
}

await using database = await ownDatabase();
const db = openDatabase(database.ownerUrl, { applicationName: "bench", max: 2 });
try {
  const owner = {
    email: "owner@bench.test",
    firstName: null,
    lastName: null,
    password: "correct horse battery staple",
  };
  const tenant = tenantId((await createTenant(db, { slug: "bench", name: "Bench", owner })).tenantId);
  await db.update(tenants).set({ addressRange: "10.64.0.0/10" });
  const ctx = { db, principal: { kind: "operator", tenantId: tenant } } as const;
  await measure("people", importPeople(ctx, await openPeopleFile(peopleFile()), { activate: true }));
  await measure("devices", devices(ctx));
} finally {
  await closeDatabase(db);
}
