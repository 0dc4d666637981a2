import { findTenant } from "@portcullis/api/tenant/operator";
import { recoverOwner } from "@portcullis/api/tenant/recover-owner";
import { Command } from "commander";
import { askNewPassword, isAttended } from "./tenant/ask.ts";
import { signInAddress } from "./tenant/env.ts";
import { generatePassword } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

await runCommand(
  new Command("tenant:recover-owner")
    .description(
      "Restores access for an owner who has lost the password, or the authenticator and its recovery codes: sets a new password, removes the second factors, and ends all their sessions and links. The tenant's audit log and overview show it. Asks for the password, or generates one if there is no terminal.",
    )
    .argument("<slug>", "the tenant")
    .action(recover),
);

async function recover(slug: string): Promise<void> {
  await withOwnerDatabase(async (db) => {
    // Before anybody is asked for a password.
    const tenantId = await findTenant(db, slug);
    const attended = isAttended();
    const password = attended ? await askNewPassword() : generatePassword();
    const { email, sessions, suspended } = await recoverOwner(
      { db, principal: { kind: "operator", tenantId } },
      { password },
    );
    console.log(
      `${slug}: the owner has a new password and no second factor. Ended: ${sessions} sessions. Sign in with:`,
    );
    console.log(`  at        ${signInAddress()}`);
    console.log(`  tenant    ${slug}`);
    console.log(`  e-mail    ${email}`);
    console.log(attended ? "  password  the one you gave" : `  password  ${password}  (shown this once)`);
    if (suspended) console.log(`The tenant is suspended: nobody can sign in until you run tenant:resume ${slug}.`);
  });
}
