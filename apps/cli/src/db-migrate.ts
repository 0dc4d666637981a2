import { assertAtHome } from "@portcullis/db/home";
import { migrate } from "@portcullis/db/migrate";
import { readCommandEnv } from "./env.ts";
import { openProductDatabase } from "./start/product-database.ts";
import { sentenceOf } from "./start/sentence.ts";

try {
  await using database = await openProductDatabase(await readCommandEnv());
  await migrate(database);
  await assertAtHome(database.ownerUrl);
  console.log("The schema is up to date.");
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}
