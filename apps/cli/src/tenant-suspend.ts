import { setTimeout as delay } from "node:timers/promises";
import {
  type Acknowledgement,
  findTenant,
  type OperatorContext,
  readAcknowledgements,
} from "@portcullis/api/tenant/operator";
import { suspendInput, suspendTenant } from "@portcullis/api/tenant/suspend-tenant";
import { Command } from "commander";
import { readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

/** Gateways that are reached answer within a second. */
const patienceMs = 5_000;

await runCommand(
  new Command("tenant:suspend")
    .description(
      "Suspends a tenant: ends every session, refuses every sign-in and every device, and keeps all data. Shows which gateways have confirmed it; run it again to check them again. tenant:resume ends the suspension.",
    )
    .argument("<slug>", "the tenant")
    .option("--reason <text>", "why, for the audit log")
    .action(suspend),
);

async function suspend(slug: string, options: { readonly reason?: string }): Promise<void> {
  const input = readInput(suspendInput, options);
  await withOwnerDatabase(async (db) => {
    const ctx: OperatorContext = { db, principal: { kind: "operator", tenantId: await findTenant(db, slug) } };
    const { suspended, sessions } = await suspendTenant(ctx, input);
    console.log(suspended ? `${slug}: suspended. Ended: ${sessions} sessions.` : `${slug}: is suspended already.`);
    for (const { gateway, confirmedAt } of await settled(ctx)) {
      const said = confirmedAt
        ? `has confirmed at ${confirmedAt} that no device is let in`
        : "has not confirmed yet: assume that it still lets devices in, and stop the gateway if it cannot be reached";
      console.log(`  ${gateway}  ${said}`);
    }
  });
}

/** What the gateways have said, once all have or have been given their time. */
async function settled(ctx: OperatorContext): Promise<readonly Acknowledgement[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answers = await readAcknowledgements(ctx);
    if (answers.every(({ confirmedAt }) => confirmedAt) || performance.now() >= until) return answers;
    await delay(200);
  }
}
