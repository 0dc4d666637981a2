import { assertNobodyRuns, listTenants } from "@portcullis/api/tenant/operator";
import { adoptDatabase, pauseRestored } from "@portcullis/api/tenant/pause-restored";
import type { Database } from "@portcullis/db/client";
import { tenantId } from "@portcullis/domain/ids";
import { Command } from "commander";
import { describePaused } from "./tenant/describe-paused.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("db:restored")
    .description(
      "Run it after restoring a backup and before starting anything: ends every session, link and token of every tenant, because it is unknown which were revoked since the backup, and pauses every tenant. Only owners can sign in until they resume their tenant.",
    )
    .option(
      "--moved",
      "use it if the backup was made and restored while nothing ran, so that nothing was revoked since: ends and pauses nothing",
    )
    .action(reportRestore),
);

async function reportRestore({ moved }: { readonly moved?: true }): Promise<void> {
  await withOwnerDatabase(
    async (db) => {
      await assertNobodyRuns(db);
      if (moved) console.log(`${await adoptDatabase(db)} tenants belong to this database now and are unchanged.`);
      else await pauseAll(db);
    },
    { migrates: true },
  );
}

/** Tenant by tenant: stopped half-way, nothing starts on this database before the rest is held too. */
async function pauseAll(db: Database): Promise<void> {
  for (const { id, slug } of await listTenants(db)) {
    const held = await pauseRestored({ db, principal: { kind: "operator", tenantId: tenantId(id) } });
    console.log(describePaused(slug, held));
  }
}
