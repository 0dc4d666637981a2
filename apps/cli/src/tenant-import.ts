import { assertHasStatusColumn, importPeople } from "@portcullis/api/import/import-people";
import { openPeopleFile, type PeopleFile } from "@portcullis/api/import/open-people-file";
import type { ImportLine } from "@portcullis/api/import/run-batch";
import { findTenant } from "@portcullis/api/tenant/operator";
import { Command } from "commander";
import { invitingAlong, prepareInviting } from "./tenant/invite-imported.ts";
import { printReport } from "./tenant/print-report.ts";
import { openInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

interface Options {
  readonly activate: boolean;
  readonly allEnabled: boolean;
  readonly ignoreColumn: string[];
  readonly dryRun: boolean;
  readonly report?: string;
  readonly invite: boolean;
  readonly links?: string;
  readonly wait: boolean;
}

await runCommand(
  new Command("tenant:import")
    .description(
      "Imports people from the user export of Google Workspace, Microsoft Entra or 365, Okta, JumpCloud, Slack or Tailscale, or from a CSV file with the columns email,firstName,lastName,groups. Existing users are not changed. Exits with 1 if a line was refused.",
    )
    .argument("<slug>", "the tenant")
    .argument("<file>", "the CSV file; - reads standard input")
    .option("--activate", "makes people active at once, without a password; otherwise they are pending", false)
    .option(
      "--all-enabled",
      "with --activate, --invite or --links, of a file that does not say who is disabled: everybody in it may have access",
      false,
    )
    .option(
      "--ignore-column <name>",
      "a column that looks like an account status but is not one; may be repeated",
      (name: string, before: string[]) => [...before, name],
      [],
    )
    .option("--dry-run", "a dry run: reports what would happen and changes nothing", false)
    .option("--report <file>", "writes the result for every line into a new file")
    .option("--invite", "has the worker mail an invitation to everybody in the file who is pending and has none", false)
    .option("--no-wait", "with --invite, does not stay to show how far the worker is")
    .option("--links <file>", "writes their invitation links into a new file instead")
    .action(importFile),
);

async function importFile(slug: string, name: string, options: Options): Promise<void> {
  const { activate, allEnabled, dryRun, ignoreColumn, report, invite, links, wait } = options;
  if ((invite || links !== undefined) && (activate || dryRun)) {
    throw new Error("--invite and --links work for pending people only: leave out --activate and --dry-run.");
  }
  const file = await openPeopleFile(await openInput(name), { ignoredColumns: ignoreColumn });
  describeColumns(file);
  const invitedBy = invite ? "--invite" : links === undefined ? undefined : "--links";
  assertHasStatusColumn(file, { activate, invitedBy, allEnabled });
  const inviting = await prepareInviting({ invite, links, wait });
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const lines = importPeople({ db, principal }, file, { activate, invitedBy, allEnabled, dryRun });
    const inviter = await inviting?.(slug, { db, principal });
    const { created, unchanged, skipped } = await printReport(
      inviter ? invitingAlong(lines, inviter, emailOf) : lines,
      { file: report, unit: "lines" },
    );
    const what = dryRun ? "would be created" : "created";
    console.log(
      `${slug}, ${file.format} columns: ${created} ${what}, ${unchanged} unchanged, ${skipped} skipped.${dryRun ? " Nothing was changed." : ""}`,
    );
    if (skipped > 0) process.exitCode = 1;
    await inviter?.end();
  });
}

function emailOf({ outcome, what }: ImportLine): string | undefined {
  return outcome === "skipped" ? undefined : what;
}

/** What was not understood comes first: a column may say what nobody thought of. */
function describeColumns({ format, statusColumns, unreadColumns }: PeopleFile): void {
  if (unreadColumns.length > 0) console.log(`Columns that are not read: ${unreadColumns.map(clean).join(", ")}.`);
  console.log(
    statusColumns.length > 0
      ? `${format} columns. Who is disabled: ${statusColumns.map(clean).join(", ")}.`
      : `${format} columns. No column says who is disabled: everybody counts as enabled.`,
  );
}

function clean(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD").slice(0, 100);
}
