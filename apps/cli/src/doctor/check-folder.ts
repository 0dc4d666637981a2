import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { error, type Finding, ok, warning } from "@portcullis/db/doctor/finding";

/** Below this share of the file system the embedded database is near the end of what it can write. */
const freeMin = 0.1;
const secrets = ["secret", "superuser-password"];

/** The data folder: whether its secrets are anybody else's to read, and whether there is room. */
export async function checkFolder(folder: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of secrets) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0)
      findings.push(
        error(`Others may read ${join(folder, name)}`, `chmod 600 ${join(folder, name)}, then make a new one.`),
      );
  }
  if (findings.length === 0) findings.push(ok("The secrets of the data folder are nobody else's to read"));
  const space = await statfs(folder).catch(() => undefined);
  if (!space) return findings;
  const free = space.bavail / space.blocks;
  const says = `${Math.round(free * 100)} % of the data folder's file system is free`;
  findings.push(free < freeMin ? warning(says, "Make room: a full disk stops the embedded database.") : ok(says));
  return findings;
}
