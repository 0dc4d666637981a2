import { migrate } from "@portcullis/db/migrate";
import { Command } from "commander";
import { reachOfStart, readStartEnv } from "./env.ts";
import { seedWhereEmpty } from "./start/demo.ts";
import { openProductDatabase } from "./start/product-database.ts";
import { runCommand } from "./tenant/run-command.ts";

await runCommand(
  new Command("db:seed")
    .description(
      "Fills an empty database with the demo tenants. Where others can reach it, as a database of your own, the password of the demo sign-ins is generated and shown once.",
    )
    .option(
      "--published-password",
      "give them the password that the README names all the same: for tests, as nothing serves it to others",
    )
    .action(seed),
);

async function seed({ publishedPassword }: { readonly publishedPassword?: true }): Promise<void> {
  const env = await readStartEnv();
  await using database = await openProductDatabase(env);
  await migrate(database);
  const says = await seedWhereEmpty(database.ownerUrl, !publishedPassword && reachOfStart(env).length > 0);
  if (says === undefined)
    throw new Error("This database holds tenants of your own: demo data goes into an empty one only.");
  console.log(`The demo tenants are there.\n${says}`);
}
