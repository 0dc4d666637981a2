import { arch, cpus, platform, release, totalmem } from "node:os";
import type postgres from "postgres";

/** On what it was measured: without it, no figure means anything. */
export async function machine(sql: postgres.Sql) {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    postgresql: row?.version ?? "unknown",
    at: new Date().toISOString(),
  };
}
