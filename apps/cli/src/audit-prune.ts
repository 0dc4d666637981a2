import { pruneAuditLog } from "@portcullis/services/audit/prune-audit-log";
import { findTenant } from "@portcullis/services/tenant/find-tenant";
import { Command } from "commander";
import { z } from "zod";
import { readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

/** Never younger than what happens at the moment. */
const pastTimestamp = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], "Write a day, such as 2026-01-31, or a moment.")
  .transform((text) => new Date(text))
  .refine((date) => date.getTime() <= Date.now(), "Lies in the future.");

await runCommand(
  new Command("audit:prune")
    .description(
      "Removes the oldest part of a tenant's audit log, for good: whole seals of which every event is older. The rest stays verifiable, and the audit log says what was removed.",
    )
    .argument("<slug>", "the tenant")
    .requiredOption("--before <date>", "a day in UTC, such as 2026-01-31, or a moment, such as 2026-01-31T12:00:00Z")
    .action(prune),
);

async function prune(slug: string, options: { readonly before: string }): Promise<void> {
  const before = readInput(pastTimestamp, options.before, "--before");
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const { events, seals } = await pruneAuditLog({ db, principal }, { before });
    console.log(`${slug}: ${events} events in ${seals} seals removed, all of them older than ${before.toISOString()}.`);
  });
}
