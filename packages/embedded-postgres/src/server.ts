import { setTimeout as delay } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import type { Settings } from "./configuration.ts";
import { prepareFolder, serverFolder } from "./folder.ts";
import { freePort } from "./operating-system.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import { leaseServer, type ServerLease } from "./server-lease.ts";
import { findRunningServer, type LaunchOptions, launchServer, stopServer } from "./server-process.ts";
import { type ServerIdentity, serverIdentity } from "./server-user.ts";

export interface EmbeddedOptions {
  /** Folder of everything of this server; made where it is missing. */
  readonly dataDir: string;
  /** Port to start on; a server that runs already keeps its own. Default: a free one. */
  readonly port?: number;
  /** Further PostgreSQL settings, for a server that this starts. */
  readonly settings?: Settings;
  /** Whether data must outlive a crash of the machine; false makes tests faster. Default: true. */
  readonly durable?: boolean;
}

/** An embedded PostgreSQL that stays up as long as somebody holds it. */
export interface EmbeddedServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Connects to the maintenance database as superuser, whom row-level security does not bind. */
  readonly superuserUrl: string;
  readonly superuserPassword: string;
  /** Whether it was running before. */
  readonly reused: boolean;
  /** Resolves when the server, or the connection to it, is lost without a stop: start again, on the same port. */
  readonly lost: Promise<void>;
  /** Gives the server back; the last one who does so ends it. May be called again. */
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const unsafe: Settings = { fsync: false, synchronous_commit: false, full_page_writes: false, autovacuum: false };

/**
 * Starts PostgreSQL on the folder, or joins the one that runs there: left by a killed launcher, or held by another command.
 * Listens on loopback only, with generated passwords.
 * @throws where no server is shipped for this machine, the folder cannot be used, or the server says no
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const identity = serverIdentity();
  const folder = serverFolder(options.dataDir);
  await prepareFolder(folder, identity);
  const durable = options.durable ?? true;
  const binaries = await findBinaries(identity, folder.binaries);
  const superuserPassword = await readOrCreateSecret(folder.passwordFile);
  const cluster = await ensureCluster({ folder, binaries, identity, superuserPassword, sync: durable });
  const settings = { ...(durable ? {} : unsafe), ...options.settings };
  const { promise: lost, resolve: onLost } = Promise.withResolvers<void>();
  const { port, reused, lease } = await acquireLease(
    { folder, cluster, binaries, identity, settings, port: options.port ?? 0 },
    (at) => leaseServer(superuserUrl(superuserPassword, at), onLost),
  );

  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= release(lease, cluster, binaries, identity));
  return {
    host,
    port,
    superuserUrl: superuserUrl(superuserPassword, port),
    superuserPassword,
    reused,
    lost,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const superuserUrl = (password: string, port: number) => `postgres://postgres:${password}@${host}:${port}/postgres`;

interface AcquiredLease {
  readonly port: number;
  readonly reused: boolean;
  readonly lease: ServerLease;
}

/** What passes by itself: a server about to start or stop, children of a killed one, a port just lost to somebody. */
const passing =
  /ECONNREFUSED|ECONNRESET|CONNECTION_CLOSED|57P0[123]|lock file .* already exists|pre-existing shared memory|could not (bind|create any TCP)/;

/** Joins or starts; whoever meets a server between two states, or another start, tries again for 2 s. */
async function acquireLease(
  options: LaunchOptions,
  leaseAt: (port: number) => Promise<ServerLease>,
): Promise<AcquiredLease> {
  for (const deadline = Date.now() + 2_000; ; await delay(100)) {
    try {
      const running = await joinable(options);
      if (running) return { port: running.port, reused: true, lease: await leaseAt(running.port) };
      const started = await launchServer({ ...options, port: options.port || (await freePort()) });
      return { port: started.port, reused: false, lease: await leaseAt(started.port) };
    } catch (error) {
      if (Date.now() > deadline || !passing.test(describe(error))) throw error;
    }
  }
}

/** The server that runs on the folder, once it takes connections; one of another version is ended. */
async function joinable({ cluster, binaries, identity }: LaunchOptions) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(50)) {
    const running = await findRunningServer(cluster);
    if (!running) return undefined;
    if (running.program !== binaries.postgres) await stopServer(cluster, binaries, identity);
    else if (running.status === "ready") return running;
  }
  throw new Error(`PostgreSQL on ${cluster} is neither ready nor stopped after a minute.`);
}

async function release(
  lease: ServerLease,
  cluster: string,
  binaries: Binaries,
  identity: ServerIdentity,
): Promise<void> {
  const last = await lease.release().catch(() => true);
  if (last) await stopServer(cluster, binaries, identity);
  await lease.close();
}

const describe = (error: unknown) =>
  error instanceof Error ? `${"code" in error ? String(error.code) : ""} ${error.message}` : String(error);
