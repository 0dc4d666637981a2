import { createHash } from "node:crypto";
import { basename, join } from "node:path";

/**
 * Where the data of a clone lies when nobody says otherwise: in it. Started by root, the database runs as `nobody`, who
 * may not be able to enter the clone: then in a folder of that clone's own that everybody may reach.
 */
export function defaultDataFolder(clone: string, isRoot: boolean): string {
  if (!isRoot) return join(clone, ".portcullis");
  const hash = createHash("sha256").update(clone).digest("hex").slice(0, 8);
  return join("/var/lib/portcullis", `${basename(clone)}-${hash}`);
}
