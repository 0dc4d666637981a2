import { findTenant } from "@portcullis/services/tenant/find-tenant";
import { releaseByOperator } from "@portcullis/services/tenant/release-by-operator";
import { Command } from "commander";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:release")
    .description(
      "Lets the people and devices of a tenant in again that is held since a backup was restored, as far as the restored data say. Its owner can do the same in the console.",
    )
    .argument("<slug>", "the tenant")
    .action(release),
);

async function release(slug: string): Promise<void> {
  await withOwnerDatabase(async (db) => {
    const { released } = await releaseByOperator({
      db,
      principal: { kind: "operator", tenantId: await findTenant(db, slug) },
    });
    console.log(released ? `${slug}: released.` : `${slug}: is not held.`);
  });
}
