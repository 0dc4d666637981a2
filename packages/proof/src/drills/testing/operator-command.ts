import { execFile } from "node:child_process";
import { join } from "node:path";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { surroundings } from "@portcullis/testing/env";

const commands = join(import.meta.dirname, "../../../../../apps/cli/src");

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs an operator's command, such as `audit-verify`, on a database of one's own; some must know the application's role too. */
export function operatorCommand(
  database: Pick<DatabaseUrls, "ownerUrl"> & Partial<DatabaseUrls>,
  name: string,
  ...words: string[]
): Promise<Answer> {
  const { ownerUrl, applicationUrl } = database;
  const env = {
    ...surroundings(),
    NODE_ENV: "production",
    DATABASE_OWNER_URL: ownerUrl,
    ...(applicationUrl && { DATABASE_URL: applicationUrl }),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(commands, `${name}.ts`), ...words], { env }, (error, out, err) => {
      resolve({
        code: typeof error?.code === "number" ? error.code : error ? -1 : 0,
        out: out.trim(),
        err: err.trim(),
      });
    });
  });
}
