import { mkdir, writeFile } from "node:fs/promises";
import { demoSlugs } from "@portcullis/api/tenant/demo-ids";
import { removeDemo } from "@portcullis/demo/remove-demo";
import { Command } from "commander";
import { readCommandEnv } from "./env.ts";
import { removedMark } from "./start/demo.ts";
import { readOwnDatabase } from "./tenant/env.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("demo:remove")
    .description(
      "Removes the demo tenants acme and globex with everything in them. Your own tenants are never touched, whatever their names. Safe to repeat, also while Portcullis runs.",
    )
    .option("--added-people-too", "also if people were added to a demo tenant; they are removed with it")
    .action(remove),
);

async function remove({ addedPeopleToo = false }: { readonly addedPeopleToo?: boolean }): Promise<void> {
  const removed = await withOwnerDatabase((db) => removeDemo(db, { addedPeopleToo }), { migrates: true });
  if (!readOwnDatabase()) await markRemoved();
  for (const { slug, id, rows } of removed) {
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    console.log(
      `${slug}: removed, with ${rows["users"] ?? 0} people, ${rows["devices"] ?? 0} devices and ${total} rows in all.`,
    );
    // The tenant's own audit log went with it: this line is the record.
    console.log(
      JSON.stringify({ at: new Date().toISOString(), action: "demo.removed", actor: "operator", tenantId: id, rows }),
    );
  }
  if (removed.length === 0) console.log(`There is no demo tenant (${demoSlugs.join(", ")}): nothing was removed.`);
}

/** The next start does not fill the empty database again. */
async function markRemoved(): Promise<void> {
  const { dataFolder } = await readCommandEnv();
  await mkdir(dataFolder, { recursive: true, mode: 0o711 });
  await writeFile(removedMark(dataFolder), "");
}
