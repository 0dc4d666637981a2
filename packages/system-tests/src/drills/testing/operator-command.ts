import { execFile } from "node:child_process";
import { join } from "node:path";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { environment } from "@portcullis/testing/env";

const today = join(import.meta.dirname, "../../../../..");

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs an operator's command, such as `audit-verify`, on a database of one's own; some must know the application's role too, and the
 * folder of another release than today's may be given.
 */
export function operatorCommand(
  database: Pick<DatabaseUrls, "ownerUrl"> & Partial<DatabaseUrls> & { readonly release?: string },
  name: string,
  ...options: string[]
): Promise<Answer> {
  const { ownerUrl, applicationUrl, release = today } = database;
  const env = {
    ...environment(),
    NODE_ENV: "production",
    DATABASE_OWNER_URL: ownerUrl,
    ...(applicationUrl && { DATABASE_URL: applicationUrl }),
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(release, "apps/cli/src", `${name}.ts`), ...options],
      { env },
      (error, out, err) => {
        resolve({
          code: typeof error?.code === "number" ? error.code : error ? -1 : 0,
          out: out.trim(),
          err: err.trim(),
        });
      },
    );
  });
}
