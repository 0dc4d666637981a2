import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { giveToServer, serverAccount, serverCanReach } from "./server-account.ts";

/** Where things lie. Secrets belong to the launcher's account alone; `server` belongs to the server's. */
export interface DataFolder {
  readonly root: string;
  /** The server's own: its cluster and its log. */
  readonly server: string;
  readonly cluster: string;
  readonly serverLog: string;
  readonly leases: string;
}

/**
 * Where a clone keeps its database and secrets unless told otherwise: inside the clone, and for root, whose server runs
 * as another account and may not be able to enter the clone, in a folder of the system, one per clone.
 */
export function defaultDataFolder(clone: string): string {
  if (!serverAccount()) return join(clone, ".portcullis");
  const mark = createHash("sha256").update(resolve(clone)).digest("hex").slice(0, 8);
  return join("/var/lib/portcullis", `${basename(resolve(clone))}-${mark}`);
}

/** Makes the folder with the rights it needs. @throws when the server's account could never enter it */
export function openDataFolder(path: string): DataFolder {
  const root = resolve(path);
  const server = join(root, "postgres");
  mkdirSync(dirname(root), { recursive: true });
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (!existsSync(server)) {
    // Root's server enters by another account, which may pass through an empty folder of ours but not look around.
    if (serverAccount() && readdirSync(root).length === 0) chmodSync(root, 0o711);
    mkdirSync(server, { mode: 0o700 });
    giveToServer(server);
  }
  if (!serverCanReach(server)) {
    throw new Error(
      `${root} cannot be entered by the account "nobody", which runs PostgreSQL when root starts it: choose another folder with PORTCULLIS_DATA.`,
    );
  }
  return {
    root,
    server,
    cluster: join(server, "cluster"),
    serverLog: join(server, "server.log"),
    leases: join(root, "leases"),
  };
}

/** A secret that is made once and then read again: 256 bits in hexadecimal, readable by this account only. */
export function keptSecret(folder: DataFolder, name: string): string {
  const file = join(folder.root, name);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
