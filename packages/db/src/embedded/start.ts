import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type DataFolder, keptSecret, openDataFolder } from "./data-folder.ts";
import { withFolderLock } from "./folder-lock.ts";
import { dropLease, takeLease } from "./leases.ts";
import { findPostmaster } from "./postmaster.ts";
import { host, startServer, stopServer } from "./server.ts";

export interface EmbeddedServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Of the superuser, who bypasses row-level security: for bootstrapping only. */
  readonly superuserUrl: string;
  /** Whether it already ran. */
  readonly reused: boolean;
  /** Ends this use; with the last one the server ends too. Safe to repeat. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Of a server that is not running yet; a free one by default. */
  readonly port?: number;
  /** PostgreSQL settings of a server that is not running yet. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** How long a server that a killed launcher left behind may take to answer, in milliseconds. */
const patience = 2_000;

/**
 * Starts PostgreSQL on loopback, or joins the one that already runs on this folder: a killed launcher leaves its server behind.
 * @throws with PostgreSQL's own words when it does not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = openDataFolder(options.dataDir);
  return withFolderLock(folder.root, async () => {
    const binaries = findBinaries(folder.root);
    const password = keptSecret(folder, "superuser-password");
    const found = await joinRunning(folder, binaries, password);
    const port = found ?? (await startServer(folder, binaries, password, options));
    const lease = takeLease(folder.leases);
    let stopped: Promise<void> | undefined;
    const leave = () =>
      withFolderLock(folder.root, async () => {
        if (dropLease(folder.leases, lease)) await stopServer(folder, binaries);
      });
    const stop = () => (stopped ??= leave());
    return {
      host,
      port,
      superuserUrl: urlOf(port, password),
      reused: found !== undefined,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  });
}

/** Ends the server of a folder, whoever uses it; nothing happens where none runs. For what dead processes left behind. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  const folder = openDataFolder(dataDir);
  await withFolderLock(folder.root, () => stopServer(folder, findBinaries(folder.root)));
}

async function joinRunning(folder: DataFolder, binaries: Binaries, password: string): Promise<number | undefined> {
  const deadline = Date.now() + patience;
  for (let running = findPostmaster(folder); running; running = findPostmaster(folder)) {
    if (await answers(urlOf(running.port, password))) return running.port;
    if (Date.now() > deadline) {
      await stopServer(folder, binaries);
      return undefined;
    }
    await wait(50);
  }
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${password}@${host}:${port}/postgres`;
}
