import { createTenant, newTenant } from "@portcullis/api/tenant/create-tenant";
import { Command } from "commander";
import { ask, askNewPassword, isAttended } from "./tenant/ask.ts";
import { signInAddress } from "./tenant/env.ts";
import { generatePassword, readInput } from "./tenant/read-input.ts";
import { runCommand } from "./tenant/run-command.ts";
import { withOwnerDatabase } from "./tenant/with-owner-database.ts";

interface Options {
  readonly name?: string;
  readonly ownerEmail?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

await runCommand(
  new Command("tenant:create")
    .description("Creates a tenant with its owner. Asks for the password, or generates one if there is no terminal.")
    .argument("<slug>", "the tenant's name at sign-in: lower-case letters, digits and hyphens")
    .option("--name <name>", "the tenant's name in the console (default: the slug)")
    .option(
      "--owner-email <email>",
      "the e-mail that the owner signs in with (default: asked for, or owner@<slug>.test)",
    )
    .option("--first-name <name>")
    .option("--last-name <name>")
    .action(create),
);

async function create(typed: string, options: Options): Promise<void> {
  const slug = typed.toLowerCase();
  const attended = isAttended();
  // Before anybody is asked for anything else: a mistake here is a mistake of the command line.
  readInput(newTenant.shape.slug, slug, "slug");
  const email = options.ownerEmail ?? (attended ? await ask("E-mail of the owner: ") : `owner@${slug}.test`);
  const draft = {
    slug,
    name: options.name ?? typed,
    owner: { email, firstName: options.firstName ?? null, lastName: options.lastName ?? null, password: "unset" },
  };
  const checked = readInput(newTenant, draft);
  const password = attended ? await askNewPassword() : generatePassword();
  const tenant = { ...checked, owner: { ...checked.owner, password } };
  await withOwnerDatabase((db) => createTenant(db, tenant), { migrates: true });
  console.log(`The tenant ${slug} (${checked.name}) is created. Its owner signs in with:`);
  console.log(`  at        ${signInAddress()}`);
  console.log(`  tenant    ${slug}`);
  console.log(`  e-mail    ${checked.owner.email}`);
  console.log(attended ? "  password  the one you gave" : `  password  ${password}  (shown this once)`);
}
