import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";

interface SilenceParts {
  readonly stateFolder: string;
  readonly patienceMs: number;
  readonly log: Logger;
  /** Nothing was heard for too long; called once until something is. */
  readonly onTooLong: () => void;
}

export interface Silence extends Disposable {
  readonly heard: () => void;
}

const lookMs = 1_000;
/** However long the agent was down itself, the console has this long to answer before anybody is cut off. */
const graceMs = 5_000;

/**
 * Counts how long the console has been silent. The count survives a restart, in the time of a file: an agent that is
 * started again and again would otherwise keep access open for ever. Within a run it does not follow the wall clock.
 */
export async function watchSilence({ stateFolder, patienceMs, log, onTooLong }: SilenceParts): Promise<Silence> {
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  const file = join(stateFolder, "last-heard");
  const write = () =>
    writeFile(file, "").catch((error: unknown) => log.error({ err: error }, "the time cannot be kept"));
  const before = await stat(file).catch(() => undefined);
  if (!before) await write();
  const silentFor = before ? Math.max(0, Date.now() - before.mtimeMs) : 0;
  let heardAt = performance.now() - Math.min(silentFor, Math.max(0, patienceMs - graceMs));
  let writtenAt = 0;
  let isTooLong = false;
  const timer = setInterval(() => {
    if (isTooLong || performance.now() - heardAt < patienceMs) return;
    isTooLong = true;
    log.warn("the console has been silent for too long: no peer keeps access");
    onTooLong();
  }, lookMs);
  return {
    heard() {
      const now = performance.now();
      heardAt = now;
      isTooLong = false;
      if (now - writtenAt < lookMs) return;
      writtenAt = now;
      void write();
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
