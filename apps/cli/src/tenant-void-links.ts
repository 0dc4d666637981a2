import { voidInvitationBatch } from "@portcullis/api/import/invite-people";
import { findTenant } from "@portcullis/api/tenant/operator";
import { id } from "@portcullis/domain/ids";
import { Command } from "commander";
import { readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:void-links")
    .description(
      "Revokes every unused link that one run of tenant:import --invite or --links made, and stops that run's mails.",
    )
    .argument("<slug>", "the tenant")
    .argument("<run>", "the id of the run, which tenant:import printed")
    .action(voidLinks),
);

async function voidLinks(slug: string, run: string): Promise<void> {
  const batchId = readInput(id, run, "run");
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const { voided, stopped } = await voidInvitationBatch({ db, principal }, batchId);
    const rest = stopped === 0 ? "" : ` ${stopped.toLocaleString("en")} waiting invitations are not sent.`;
    console.log(`${slug}: ${voided} ${voided === 1 ? "link is" : "links are"} revoked.${rest}`);
  });
}
