import { findTenant } from "@portcullis/api/tenant/operator";
import { resumeTenant } from "@portcullis/api/tenant/suspend-tenant";
import { Command } from "commander";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:resume")
    .description("Resumes a suspended tenant. Everybody has to sign in again; devices that had access have it again.")
    .argument("<slug>", "the tenant")
    .action(resume),
);

async function resume(slug: string): Promise<void> {
  await withOwnerDatabase(async (db) => {
    const { resumed } = await resumeTenant({
      db,
      principal: { kind: "operator", tenantId: await findTenant(db, slug) },
    });
    console.log(resumed ? `${slug}: resumed.` : `${slug}: is not suspended.`);
  });
}
