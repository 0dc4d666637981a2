import { buffer } from "node:stream/consumers";
import { importDevices } from "@portcullis/services/import/import-devices";
import { type Dump, parseDump } from "@portcullis/services/import/parse-dump";
import { readDeviceNames } from "@portcullis/services/import/read-device-names";
import { findTenant } from "@portcullis/services/tenant/find-tenant";
import { Command } from "commander";
import { openInput } from "./tenant/open-input.ts";
import { printReport } from "./tenant/print-report.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:import-devices")
    .description(
      "Takes an existing WireGuard network over: the output of `wg show <interface> dump`, joined with a file that says whose each key is. Private and preshared keys are never stored. Exit code 1 where a line was refused.",
    )
    .argument("<slug>", "the tenant")
    .argument("<dump>", "the output of: wg show <interface> dump; - reads standard input")
    .argument("<names>", "a CSV file with the columns publicKey,email,name")
    .action(importNetwork),
);

async function importNetwork(slug: string, dumpFile: string, namesFile: string): Promise<void> {
  const dumped = await openInput(dumpFile);
  const { byKey, refused } = await readDeviceNames(await openInput(namesFile));
  const dump = parseDump((await buffer(dumped)).toString("utf8"));
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    if (dump.interfaceKeys.length > 1) {
      console.log(`The dump is of ${dump.interfaceKeys.length} interfaces: the peers of all come into this tenant.`);
    }
    if (refused.length > 0) console.log(`Of ${namesFile}:`);
    const names = await printReport(refused);
    if (refused.length > 0) console.log(`Of ${dumpFile}:`);
    const { created, unchanged, skipped } = await printReport(importDevices({ db, principal }, dump, byKey));
    console.log(`${slug}: ${created} created, ${unchanged} unchanged, ${skipped + names.skipped} skipped.`);
    warnOfPresharedKeys(dump);
    if (skipped + names.skipped > 0) process.exitCode = 1;
  });
}

function warnOfPresharedKeys({ lines }: Dump): void {
  const count = lines.filter(({ peer }) => peer?.hasPresharedKey).length;
  if (count === 0) return;
  console.log(
    `WARNING: ${count} of the peers ${count === 1 ? "has" : "have"} a preshared key, which was not taken over. Applying tenant:peers takes it off the interface: such a peer connects again only when its own configuration has none either.`,
  );
}
