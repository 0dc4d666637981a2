import { findTenant } from "@portcullis/api/tenant/operator";
import { releaseByOperator } from "@portcullis/api/tenant/pause-restored";
import { Command } from "commander";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:release")
    .description(
      "Resumes a tenant that is paused after a restore: its people can sign in and its devices connect again, as the restored data allow. Its owner can do the same in the console.",
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
    console.log(released ? `${slug}: resumed.` : `${slug}: is not paused after a restore.`);
  });
}
