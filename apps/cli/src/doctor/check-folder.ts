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
        error(
          `Other users of this machine can read ${join(folder, name)}`,
          `Run chmod 600 ${join(folder, name)}, then replace the secret by a new one.`,
        ),
      );
  }
  if (findings.length === 0) findings.push(ok("No other user of this machine can read the secrets in the data folder"));
  const space = await statfs(folder).catch(() => undefined);
  if (!space) return findings;
  const free = space.bavail / space.blocks;
  const says = `${Math.round(free * 100)} % of the data folder's file system is free`;
  findings.push(free < freeMin ? warning(says, "Free some space: a full disk stops the embedded database.") : ok(says));
  return findings;
}
