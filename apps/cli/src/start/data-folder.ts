import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { isReachableByOthers } from "@portcullis/embedded-postgres/server-user";

/**
 * Where the data of a clone lies when nobody says otherwise: in it. Started by root, the database runs as `nobody`; where
 * that one may not enter the clone, the data lie in a folder of that clone's own that everybody may reach.
 */
export async function defaultDataFolder(clone: string, isRoot: boolean): Promise<string> {
  if (!isRoot || (await isReachableByOthers(clone))) return join(clone, ".portcullis");
  const hash = createHash("sha256").update(clone).digest("hex").slice(0, 8);
  return join("/var/lib/portcullis", `${basename(clone)}-${hash}`);
}
