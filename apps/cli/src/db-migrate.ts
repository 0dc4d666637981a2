import { assertDatabaseAdopted } from "@portcullis/db/database-fingerprint";
import { migrate } from "@portcullis/db/migrate";
import { readCommandEnv } from "./env.ts";
import { errorMessage } from "./start/error-message.ts";
import { openProductDatabase } from "./start/product-database.ts";

try {
  await using database = await openProductDatabase(await readCommandEnv());
  await migrate(database, { print: (sentence) => console.log(sentence) });
  await assertDatabaseAdopted(database.ownerUrl);
  console.log("The schema is up to date.");
} catch (error) {
  console.error(errorMessage(error));
  process.exitCode = 1;
}
