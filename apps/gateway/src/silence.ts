import { mkdir, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PeersEvent } from "@portcullis/domain/gateway";
import type { Logger } from "pino";

interface SilenceParts {
  readonly stateFolder: string;
  /** Milliseconds for which a console that refuses the token is borne, whatever the tenant says. */
  readonly refusedPatienceMs: number;
  readonly log: Logger;
  /** Nothing was heard for too long; called once until something is. */
  readonly onTooLong: () => void;
}

export interface Silence extends Disposable {
  readonly heard: (event: PeersEvent) => void;
  /** The console answered, but not to this gateway any more: it was removed, or its token replaced. */
  readonly refused: () => void;
}

const pollIntervalMs = 1_000;
/** However long the agent was down itself, the console has this long to answer before anybody is cut off. */
const graceMs = 5_000;

/**
 * Measures the console's silence by a monotonic clock, and keeps it with the allowed silence in a file over restarts:
 * otherwise an agent that is restarted again and again would keep access open for ever. The guard of the systemd unit reads
 * the same file.
 */
export async function watchSilence(parts: SilenceParts): Promise<Silence> {
  const { stateFolder, refusedPatienceMs, log, onTooLong } = parts;
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  const file = join(stateFolder, "last-heard");
  const before = await stat(file).catch(() => undefined);
  let tenantPatienceMs = before ? patienceIn(await readFile(file, "utf8")) : Number.POSITIVE_INFINITY;
  let isRefused = false;
  const patienceMs = () => Math.min(tenantPatienceMs, isRefused ? refusedPatienceMs : Number.POSITIVE_INFINITY);
  const silentFor = before ? Math.max(0, Date.now() - before.mtimeMs) : 0;
  const startedAt = performance.now();
  let heardAt = startedAt - silentFor;
  let writing = Promise.resolve();
  const write = () => {
    const text = Number.isFinite(patienceMs()) ? String(patienceMs()) : "";
    const time = new Date(Date.now() - (performance.now() - heardAt));
    // One after the other: they share the file that takes the old one's place.
    writing = writing
      .then(() => replaceFile(file, text, time))
      .catch((error: unknown) => log.error({ err: error }, "the time of the console's last message cannot be written"));
    return writing;
  };
  if (!before) await write();
  let writtenAt = 0;
  let isTooLong = false;
  const timer = setInterval(() => {
    const now = performance.now();
    if (isTooLong || now - heardAt < patienceMs() || now - startedAt < Math.min(graceMs, patienceMs())) return;
    isTooLong = true;
    log.warn("the console has been silent for too long: every peer loses access");
    onTooLong();
  }, pollIntervalMs);
  return {
    heard(event) {
      const now = performance.now();
      heardAt = now;
      const wasRefused = isRefused;
      isTooLong = false;
      isRefused = false;
      if (event.kind === "full") {
        tenantPatienceMs = event.failClosedAfter === null ? Number.POSITIVE_INFINITY : event.failClosedAfter * 1000;
      } else if (!wasRefused && now - writtenAt < pollIntervalMs) return;
      writtenAt = now;
      void write();
    },
    refused() {
      if (isRefused) return;
      isRefused = true;
      void write();
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** A half-written file would say that everybody is kept, so the new one takes the old one's place as a whole. */
async function replaceFile(path: string, text: string, time: Date): Promise<void> {
  await writeFile(`${path}.new`, text);
  await utimes(`${path}.new`, time, time);
  await rename(`${path}.new`, path);
}

function patienceIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}
