import { importPeople } from "@portcullis/services/import/import-people";
import { openPeopleFile } from "@portcullis/services/import/open-people-file";
import { findTenant } from "@portcullis/services/tenant/find-tenant";
import { Command } from "commander";
import { openInput } from "./tenant/open-input.ts";
import { printReport } from "./tenant/print-report.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:import")
    .description(
      "Brings people in from the user export of Google Workspace or Microsoft Entra, or from the columns email,firstName,lastName,groups. Who is there already stays as they are. Exit code 1 where a line was refused.",
    )
    .argument("<slug>", "the tenant")
    .argument("<file>", "the CSV file; - reads standard input")
    .option("--activate", "active at once, without a password; otherwise people come as pending", false)
    .action(importFile),
);

async function importFile(slug: string, file: string, { activate }: { readonly activate: boolean }): Promise<void> {
  const { format, lines } = await openPeopleFile(await openInput(file));
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const count = await printReport(importPeople({ db, principal }, lines, { activate }));
    console.log(
      `${slug}, ${format} columns: ${count.created} created, ${count.unchanged} unchanged, ${count.skipped} skipped.`,
    );
    if (count.skipped > 0) process.exitCode = 1;
  });
}
