import { invitationProgressOf } from "@portcullis/services/invitation-run/read-invitation-progress";
import { stopInvitationsByOperator } from "@portcullis/services/invitation-run/stop-invitations";
import { findTenant } from "@portcullis/services/tenant/find-tenant";
import { Command } from "commander";
import { progressSentence, wholeNumber } from "./tenant/follow-invitations.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:invitations")
    .description("Shows how far the worker is with mailing what tenant:import --invite queued.")
    .argument("<slug>", "the tenant")
    .option("--stop", "mails nobody any more who waits; the links that were sent hold", false)
    .action(showInvitations),
);

async function showInvitations(slug: string, { stop }: { readonly stop: boolean }): Promise<void> {
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    const progress = await invitationProgressOf({ db, principal });
    if (!progress) {
      console.log(`${slug}: no invitation waits to be mailed.`);
      return;
    }
    console.log(`${slug}: ${progressSentence(progress)}`);
    if (!stop) return;
    const { stopped } = await stopInvitationsByOperator({ db, principal });
    console.log(`${slug}: stopped; ${wholeNumber(stopped)} that waited are not sent.`);
  });
}
