import { chmod, writeFile } from "node:fs/promises";
import type { ServerFolder } from "./folder.ts";

/** Server settings by their PostgreSQL names. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

const quiet: Settings = {
  log_timezone: "UTC",
  log_checkpoints: false,
  // Statements and the details of violated constraints carry personal data.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

const defaults: Settings = {
  ...quiet,
  timezone: "UTC",
  max_connections: 100,
  shared_buffers: "128MB",
  random_page_cost: 1.1,
  jit: false,
};

/** Loopback and nothing else, whatever `settings` say: no socket file, no other address. */
const closed = { listen_addresses: "127.0.0.1", unix_socket_directories: "", password_encryption: "scram-sha-256" };

/**
 * Writes both configuration files anew: what counts is in the code. They lie outside the folder of the server's user,
 * who could otherwise have root write through a link.
 */
export async function writeConfiguration(folder: ServerFolder, port: number, settings: Settings): Promise<void> {
  const all = { ...defaults, ...settings, ...closed, port };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
  await writeReadable(folder.configurationFile, lines);
  await writeReadable(folder.clientsFile, ["host all all 127.0.0.1/32 scram-sha-256"]);
}

async function writeReadable(path: string, lines: string[]): Promise<void> {
  await writeFile(path, `${lines.join("\n")}\n`);
  await chmod(path, 0o644);
}
