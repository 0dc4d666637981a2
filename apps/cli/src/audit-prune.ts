import { pruneAuditLog } from "@portcullis/api/audit/prune-audit-log";
import { findTenant } from "@portcullis/api/tenant/operator";
import { timestampNow, toTimestamp } from "@portcullis/domain/timestamp";
import { Command } from "commander";
import { z } from "zod";
import { readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

/** Never younger than what happens at the moment. */
const pastTimestamp = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    "Give a day, such as 2026-01-31, or a timestamp, such as 2026-01-31T12:00:00Z.",
  )
  .transform((text) => toTimestamp(Date.parse(text)))
  .refine((at) => at <= timestampNow(), "Must not be in the future.");

await runCommand(
  new Command("audit:prune")
    .description(
      "Permanently removes the oldest part of a tenant's audit log: whole seals whose events are all older than the date. The rest stays verifiable, and the audit log records what was removed.",
    )
    .argument("<slug>", "the tenant")
    .requiredOption("--before <date>", "a day in UTC, such as 2026-01-31, or a timestamp, such as 2026-01-31T12:00:00Z")
    .action(prune),
);

async function prune(slug: string, options: { readonly before: string }): Promise<void> {
  const before = readInput(pastTimestamp, options.before, "--before");
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const { events, seals } = await pruneAuditLog({ db, principal }, { before });
    console.log(`${slug}: ${events} events in ${seals} seals removed, all of them older than ${before}.`);
  });
}
