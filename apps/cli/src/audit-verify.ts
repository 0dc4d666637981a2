import { describeBreach } from "@portcullis/api/audit/describe-breach";
import { verifyAuditLog } from "@portcullis/api/audit/verify-audit-log";
import { listTenants } from "@portcullis/api/tenant/operator";
import type { Database } from "@portcullis/db/client";
import { type NotedHead, notedHead } from "@portcullis/domain/audit-seal";
import { tenantId } from "@portcullis/domain/ids";
import { Command } from "commander";
import { describeSound } from "./audit/describe-sound.ts";
import { readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("audit:verify")
    .description(
      "Verifies the audit log against its chain of seals and names the first thing that is altered, missing, swapped, added or cut. Exits with 1 if there is one.",
    )
    .argument("[slug]", "the tenant (default: all of them)")
    .option("--head <number:hash>", "a head of this tenant that was noted elsewhere; the chain must contain it")
    .action(verify),
);

async function verify(slug: string | undefined, options: { readonly head?: string }): Promise<void> {
  if (options.head !== undefined && slug === undefined)
    throw new Error("--head needs a tenant: name the one whose head it is.");
  const noted = options.head === undefined ? undefined : readInput(notedHead, options.head, "--head");
  await withOwnerDatabase(async (db) => {
    for (const tenant of await listTenants(db, slug)) await verifyOne(db, tenant, noted);
  });
}

async function verifyOne(
  db: Database,
  tenant: { readonly id: string; readonly slug: string },
  noted: NotedHead | undefined,
): Promise<void> {
  const principal = { kind: "operator", tenantId: tenantId(tenant.id) } as const;
  const verdict = await verifyAuditLog({ db, principal }, noted);
  if ("sound" in verdict) return console.log(describeSound(tenant.slug, verdict.sound));
  console.error(describeBreach(tenant.slug, verdict.breach));
  process.exitCode = 1;
}
