import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { environment } from "@portcullis/testing/env";

const commands = join(import.meta.dirname, "../../../cli/src");

/**
 * Runs an operator's command, such as `tenant-peers`, on a database, and answers what it printed. A line of a file that it
 * refuses ends it with 1, which is an answer too.
 * @throws where it fails otherwise
 */
export async function command(database: DatabaseUrls, name: string, ...words: string[]): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...environment(),
    NODE_ENV: "production",
    DATABASE_URL: database.applicationUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  };
  const run = promisify(execFile)(process.execPath, [join(commands, `${name}.ts`), ...words], { env });
  const { stdout } = await run.catch((error: { code: unknown; stdout: string; stderr: string }) => {
    if (error.code === 1 && error.stderr === "") return error;
    throw error;
  });
  return stdout;
}
