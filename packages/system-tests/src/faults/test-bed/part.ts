import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import type { TcpProxy } from "@portcullis/testing/tcp-proxy";

/** The wall clock of one process. Its monotonic clock goes on, as when somebody sets a machine's time. */
export interface Clock {
  /** What the process is started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Seconds that it is ahead of this machine's, or behind where negative; heard within a second. */
  readonly move: (seconds: number) => Promise<void>;
}

const libraries = "/usr/lib";

/** A clock that shows the right time, kept in a file in this folder. @throws where Debian's `libfaketime` is missing */
export async function openClock(folder: string, name: string): Promise<Clock> {
  const file = join(folder, `${name}.clock`);
  const move = (seconds: number) => writeFile(file, `${seconds < 0 ? "" : "+"}${seconds}`);
  await move(0);
  return {
    move,
    env: {
      LD_PRELOAD: libfaketime(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      // The times of files stay what they were when they were written.
      NO_FAKE_STAT: "1",
    },
  };
}

/** The build for programs with threads, wherever Debian puts it for this machine. */
function libfaketime(): string {
  const found = readdirSync(libraries)
    .filter((folder) => folder.endsWith("-linux-gnu"))
    .flatMap((folder) => {
      const path = join(libraries, folder);
      return readdirSync(path).includes("faketime") ? [join(path, "faketime", "libfaketimeMT.so.1")] : [];
    });
  if (!found[0]) throw new Error("The faults move clocks: apt-get install libfaketime.");
  return found[0];
}

/** One process of the product, as the faults see it. */
export interface Part {
  readonly name: string;
  readonly signal: (signal: NodeJS.Signals) => Promise<void>;
  /** To the database, or of a gateway to the console. */
  readonly line?: TcpProxy;
  readonly clock?: Clock;
  /** Whether it says that it is ready. */
  readonly isHealthy: () => Promise<boolean>;
}

/** How long an answer may take, in milliseconds: a stopped process gives none. */
const patienceMs = 5_000;

/** What a program answers about itself over a Unix socket: the status of its answer, or why there is none. */
export function askReadiness(socketPath: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { socketPath, path: "/health/ready", agent: false, signal: AbortSignal.timeout(patienceMs) };
    request(options, (answer) => resolve(String(answer.resume().statusCode)))
      .on("error", (error) => resolve(String(error)))
      .end();
  });
}

export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
  await answer?.body?.cancel().catch(() => {});
  return answer?.ok ?? false;
}
