import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive } from "./process-identity.ts";

/**
 * Who uses the server: one empty file per use, named by the process. The last one out ends the server, and the dead do not count.
 * Call these under the folder's lock only.
 */
export function takeLease(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = identityOf(process.pid);
  if (!own) throw new Error("The embedded PostgreSQL needs Linux with /proc mounted.");
  const lease = join(folder, `${own.pid}-${own.startedAt}-${crypto.randomUUID()}`);
  writeFileSync(lease, "");
  return lease;
}

/** Gives the lease back; true when nobody who lives holds another. */
export function dropLease(folder: string, lease: string): boolean {
  rmSync(lease, { force: true });
  return liveLeases(folder).length === 0;
}

/** The leases of processes that run; those of dead ones are removed. */
export function liveLeases(folder: string): string[] {
  return readdirSync(folder).filter((name) => {
    const [pid, startedAt] = name.split("-");
    const alive = isAlive({ pid: Number(pid), startedAt: startedAt ?? "" });
    if (!alive) rmSync(join(folder, name), { force: true });
    return alive;
  });
}
