import { migrate } from "@portcullis/db/migrate";
import { readCommandEnv } from "./env.ts";
import { demoSignIns, seedWhereEmpty } from "./start/demo.ts";
import { openProductDatabase } from "./start/product-database.ts";
import { sentenceOf } from "./start/sentence.ts";

try {
  await using database = await openProductDatabase(await readCommandEnv());
  await migrate(database);
  const isDemo = await seedWhereEmpty(database);
  if (!isDemo) throw new Error("This database holds tenants of your own: demo data goes into an empty one only.");
  console.log(`The demo tenants are there.\n${demoSignIns}`);
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}
