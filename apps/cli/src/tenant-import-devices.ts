import { importDevices } from "@portcullis/api/import/import-devices";
import { openDump } from "@portcullis/api/import/parse-dump";
import { readDeviceNames } from "@portcullis/api/import/read-device-names";
import { stageNames } from "@portcullis/api/import/staged-names";
import { findTenant } from "@portcullis/api/tenant/operator";
import { Command } from "commander";
import { printReport } from "./tenant/print-report.ts";
import { openInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

interface Options {
  readonly dryRun: boolean;
  readonly report?: string;
}

await runCommand(
  new Command("tenant:import-devices")
    .description(
      "Imports an existing WireGuard network: the output of `wg show <interface> dump`, joined with a file that names the user of each key. Private and preshared keys are never stored. Exits with 1 if a line was refused.",
    )
    .argument("<slug>", "the tenant")
    .argument("<dump>", "the output of: wg show <interface> dump; - reads standard input")
    .argument("<names>", "a CSV file with the columns publicKey,email,name and optionally platform")
    .option("--dry-run", "a dry run: reports what would happen and changes nothing", false)
    .option("--report <file>", "writes the result for every peer into a new file")
    .action(importNetwork),
);

async function importNetwork(slug: string, dumpFile: string, namesFile: string, options: Options): Promise<void> {
  const { dryRun, report } = options;
  const dumped = await openInput(dumpFile);
  const named = await openInput(namesFile);
  const dump = await openDump(dumped);
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    await using staged = await stageNames(db);
    const refused = readDeviceNames(named, staged);
    const names = await printReport(refused, { heading: `Of ${namesFile}:`, unit: "names" });
    const lines = importDevices({ db, principal }, dump, staged, { dryRun });
    const heading = names.skipped > 0 ? { heading: `Of ${dumpFile}:` } : {};
    const { created, unchanged, skipped } = await printReport(lines, { ...heading, file: report, unit: "peers" });
    const many = dump.interfaces();
    if (many > 1)
      console.log(`The dump contains ${many} interfaces: the peers of all of them are imported into this tenant.`);
    const what = dryRun ? "would be created" : "created";
    console.log(
      `${slug}: ${created} ${what}, ${unchanged} unchanged, ${skipped + names.skipped} skipped.${dryRun ? " Nothing was changed." : ""}`,
    );
    warnOfPresharedKeys(dump.presharedKeys());
    if (skipped + names.skipped > 0) process.exitCode = 1;
  });
}

function warnOfPresharedKeys(count: number): void {
  if (count === 0) return;
  console.log(
    `WARNING: ${count} of the peers ${count === 1 ? "has" : "have"} a preshared key, which was not imported. Applying tenant:peers removes it from the interface: such a peer connects again only once its own configuration has none either.`,
  );
}
