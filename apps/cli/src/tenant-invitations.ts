import { invitationProgressOf } from "@portcullis/api/invitation/get-sending-invitations";
import { stopInvitationsByOperator } from "@portcullis/api/invitation/stop-invitations";
import { findTenant } from "@portcullis/api/tenant/operator";
import { Command } from "commander";
import { progressSentence, wholeNumber } from "./tenant/follow-invitations.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:invitations")
    .description("Shows how many of the invitations queued by tenant:import --invite the worker has mailed.")
    .argument("<slug>", "the tenant")
    .option("--stop", "stops mailing those who still wait; links that were sent stay valid", false)
    .action(showInvitations),
);

async function showInvitations(slug: string, { stop }: { readonly stop: boolean }): Promise<void> {
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const progress = await invitationProgressOf({ db, principal });
    if (!progress) {
      console.log(`${slug}: no invitation is waiting to be mailed.`);
      return;
    }
    console.log(`${slug}: ${progressSentence(progress)}`);
    if (!stop) return;
    const { stopped } = await stopInvitationsByOperator({ db, principal });
    console.log(`${slug}: stopped; ${wholeNumber(stopped)} waiting invitations are not sent.`);
  });
}
