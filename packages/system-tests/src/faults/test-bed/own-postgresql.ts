import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedServer, startEmbedded } from "@portcullis/embedded-postgres/server";
import { findRunningServer } from "@portcullis/embedded-postgres/server-process";

/** A durable PostgreSQL that is started again whenever it ends, on the same port. */
export interface OwnPostgresql extends AsyncDisposable {
  readonly superuserUrl: string;
  /** To the postmaster, whom its children follow. */
  readonly signal: (signal: NodeJS.Signals) => Promise<void>;
  /** To every process of it. */
  readonly signalAll: (signal: NodeJS.Signals) => Promise<void>;
  /** To one process that serves a client: PostgreSQL then ends all of them and recovers. */
  readonly signalBackend: (signal: NodeJS.Signals) => Promise<void>;
}

/** Little enough for a small disk. */
const settings = { max_wal_size: "96MB", min_wal_size: "32MB", shared_buffers: "64MB" };
const againMs = 200;

/** @param dataDir whose folder `database` holds the files */
export async function openOwnPostgresql(dataDir: string): Promise<OwnPostgresql> {
  let server = await startEmbedded({ dataDir, settings });
  const { port, superuserUrl } = server;
  const stopping = new AbortController();
  const keeping = (async () => {
    for (;;) {
      await server.lost;
      const next = await again();
      if (!next) return;
      server = next;
    }
  })();

  /** A full disk lets no server start. */
  async function again(): Promise<EmbeddedServer | undefined> {
    while (!stopping.signal.aborted) {
      const started = await startEmbedded({ dataDir, settings, port }).catch(() => undefined);
      if (started) return started;
      await sleep(againMs);
    }
    return undefined;
  }

  async function postmaster(): Promise<number | undefined> {
    const folder = join(dataDir, "database");
    const version = (await readdir(folder)).find((name) => /^\d+$/.test(name));
    return (await findRunningServer(join(folder, version ?? "")))?.pid;
  }

  async function children(): Promise<number[]> {
    const pid = await postmaster();
    const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
    return text.split(" ").filter(Boolean).map(Number);
  }

  async function backend(): Promise<number | undefined> {
    for (const pid of await children()) {
      const title = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      if (title.includes("portcullis_app")) return pid;
    }
    return undefined;
  }

  return {
    superuserUrl,
    signal: async (signal) => kill(await postmaster(), signal),
    async signalAll(signal) {
      for (const pid of [await postmaster(), ...(await children())]) kill(pid, signal);
    },
    signalBackend: async (signal) => kill(await backend(), signal),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await server.stop();
      await Promise.race([keeping, sleep(0)]);
    },
  };
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}
