import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { environment } from "@portcullis/testing/env";

const clone = join(import.meta.dirname, "../../../..");
const run = promisify(execFile);
/** Only reads, so it does not matter whose files these are. */
const git = (...options: string[]) => run("git", ["-c", "safe.directory=*", ...options], { cwd: clone });

/** The release that runs while the next one's migrations are applied: its commit. Raised with every release. */
const previous = "83849f1a6fbc5470c451d65884816964587c9bdf";

/**
 * The previous release in a folder that goes with it: taken out of the history, installed and built as an operator does.
 * @throws with a sentence where the history does not reach it
 */
export async function previousRelease(): Promise<{ readonly path: string } & AsyncDisposable> {
  await git("cat-file", "-e", `${previous}^{commit}`).catch((error: unknown) => {
    throw new Error(
      `The history of this clone does not reach the previous release, ${previous}: git fetch --unshallow.`,
      { cause: error },
    );
  });
  await using making = new AsyncDisposableStack();
  const folder = making.use(await temporaryFolder("portcullis-previous-"));
  const archive = join(folder.path, "release.tar");
  await git("archive", "-o", archive, previous);
  await run("tar", ["-x", "-f", archive, "-C", folder.path]);
  const { packageManager } = JSON.parse(await readFile(join(folder.path, "package.json"), "utf8")) as {
    packageManager: string;
  };
  const env = { ...environment(), TURBO_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" };
  const pnpm = (...options: string[]) =>
    run("npx", ["--yes", packageManager, ...options], { cwd: folder.path, env, maxBuffer: 64 * 1024 * 1024 });
  await pnpm("install", "--frozen-lockfile", "--prefer-offline");
  await pnpm("exec", "turbo", "run", "build", "--filter=@portcullis/console", "--filter=@portcullis/worker");
  const owned = making.move();
  return { path: folder.path, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
