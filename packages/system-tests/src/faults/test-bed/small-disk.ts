import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { identityOf, isAlive } from "@portcullis/embedded-postgres/operating-system";
import { command } from "@portcullis/testing/network/namespace";

/** A file system of its own, in memory, that can be full. */
export interface SmallDisk extends AsyncDisposable {
  /** Takes all the room that is left. */
  readonly fill: () => Promise<void>;
  /** Gives it back. */
  readonly empty: () => Promise<void>;
}

const prefix = "portcullis-faults-";
const chunk = Buffer.alloc(1024 * 1024);

/** Mounts one over a folder; needs root. Those of killed runs go first. */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk> {
  await unmountThoseOfDeadRuns();
  const own = identityOf(process.pid);
  const name = `${prefix}${own?.pid}-${own?.startedAt}`;
  await command("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, name, folder]);
  const ballast = join(folder, "ballast");
  return {
    async fill() {
      await using file = await open(ballast, "a");
      try {
        for (;;) await file.write(chunk);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    empty: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await command("umount", ["--lazy", folder]);
    },
  };
}

/** A run that was killed could not clean up; the mount's name says which process it was. */
async function unmountThoseOfDeadRuns(): Promise<void> {
  for (const line of (await readFile("/proc/mounts", "utf8")).split("\n")) {
    const [name = "", folder = ""] = line.split(" ");
    if (!name.startsWith(prefix)) continue;
    const [pid, startedAt = ""] = name.slice(prefix.length).split("-");
    if (!isAlive({ pid: Number(pid), startedAt })) await command("umount", ["--lazy", folder]);
  }
}
