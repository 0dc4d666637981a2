import { findTenant, listPeers } from "@portcullis/api/tenant/operator";
import { Command } from "commander";
import { formatPeers } from "./tenant/format-peers.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:peers")
    .description(
      "Prints the devices that may connect right now as [Peer] sections for `wg syncconf`, and nothing else.",
    )
    .argument("<slug>", "the tenant")
    .action(printPeers),
);

async function printPeers(slug: string): Promise<void> {
  await withOwnerDatabase(async (db) => {
    const principal = { kind: "operator", tenantId: await findTenant(db, slug) } as const;
    process.stdout.write(formatPeers(await listPeers({ db, principal })));
  });
}
