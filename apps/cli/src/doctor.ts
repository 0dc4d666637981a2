import { error, type Finding } from "@portcullis/db/doctor/finding";
import { checkDatabase } from "./doctor/check-database.ts";
import { checkFolder } from "./doctor/check-folder.ts";
import { printFindings } from "./doctor/print-findings.ts";
import { exposureOfStart, readStartEnv } from "./env.ts";
import { errorMessage } from "./start/error-message.ts";
import { openProductDatabase } from "./start/product-database.ts";

/** Looks at everything that an installation stands on, changes nothing, and says what to do. Exits with 1 where something is wrong. */
const findings = await examine();
printFindings(findings, (line) => console.log(line));
if (findings.some(({ verdict }) => verdict === "error")) process.exitCode = 1;

async function examine(): Promise<readonly Finding[]> {
  try {
    const env = await readStartEnv();
    const folder = await checkFolder(env.dataFolder);
    await using database = await openProductDatabase(env);
    return [...folder, ...(await checkDatabase(database, { ...env, reach: exposureOfStart(env) }))];
  } catch (cause) {
    return errorMessage(cause)
      .split("\n")
      .map((sentence) => error(sentence, "Fix this first: nothing else could be checked."));
  }
}
