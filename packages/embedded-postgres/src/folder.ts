import { chmod, chown, mkdir, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isReachableByOthers, type ServerIdentity } from "./server-user.ts";

/** Where everything of one embedded server lies. Only `database` belongs to the user whom the server runs as. */
export interface ServerFolder {
  readonly root: string;
  readonly binaries: string;
  readonly database: string;
  readonly logs: string;
  readonly logFile: string;
  readonly configurationFile: string;
  readonly clientsFile: string;
  readonly passwordFile: string;
}

export function serverFolder(dataDir: string): ServerFolder {
  const root = resolve(dataDir);
  return {
    root,
    binaries: join(root, "postgresql"),
    database: join(root, "database"),
    logs: join(root, "logs"),
    logFile: join(root, "logs", "database.log"),
    configurationFile: join(root, "postgresql.conf"),
    clientsFile: join(root, "pg_hba.conf"),
    passwordFile: join(root, "superuser-password"),
  };
}

/**
 * Makes the folders. What the launcher keeps (passwords, logs) stays its own: started by root, the server's user may
 * pass through the root folder, read its configuration, and write to `database` alone.
 * @throws where the server's user could not reach the folder
 */
export async function prepareFolder(folder: ServerFolder, identity: ServerIdentity): Promise<void> {
  await makeRoot(folder, identity ? 0o711 : 0o700);
  if (identity && !(await isReachableByOthers(folder.root))) {
    throw new Error(
      `Started by root, the database runs as the user "nobody", who has no access to ${folder.root}. Set PORTCULLIS_DATA to a folder that every user can enter, such as a new one in /var/lib.`,
    );
  }
  for (const path of [folder.binaries, folder.database, folder.logs]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  if (!identity) return;
  await chmod(folder.binaries, 0o755);
  await chown(folder.database, identity.uid, identity.gid);
}

/** Sets the mode of what is ours: folders made here, an empty one, one used before. Never of somebody's home. */
async function makeRoot(folder: ServerFolder, mode: number): Promise<void> {
  const first = await mkdir(folder.root, { recursive: true, mode });
  if (first) {
    for (let at = folder.root; at.length >= first.length; at = dirname(at)) await chmod(at, mode);
    return;
  }
  const entries = await readdir(folder.root);
  if (entries.length === 0 || entries.includes("database")) await chmod(folder.root, mode);
}
