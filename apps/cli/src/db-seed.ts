import { migrate } from "@portcullis/db/migrate";
import { Command } from "commander";
import { exposureOfStart, readStartEnv } from "./env.ts";
import { seedWhereEmpty } from "./start/demo.ts";
import { openProductDatabase } from "./start/product-database.ts";
import { runCommand } from "./tenant/run-command.ts";

await runCommand(
  new Command("db:seed")
    .description(
      "Fills an empty database with the demo tenants. If others can reach it, as with your own database server, the password of the demo accounts is generated and shown once.",
    )
    .option(
      "--published-password",
      "use the password from the README nevertheless: for tests, where nothing is served to others",
    )
    .action(seed),
);

async function seed({ publishedPassword }: { readonly publishedPassword?: true }): Promise<void> {
  const env = await readStartEnv();
  await using database = await openProductDatabase(env);
  await migrate(database);
  const says = await seedWhereEmpty(database.ownerUrl, !publishedPassword && exposureOfStart(env).length > 0);
  if (says === undefined)
    throw new Error(
      "This database already contains your own tenants: demo data can only be added to an empty database.",
    );
  console.log(`The demo tenants are ready.\n${says}`);
}
