import type postgres from "postgres";
import { countRestored } from "../database-fingerprint.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

/** Whether the database is a restored one that nobody has told of, and which tenants wait for their owners after one. */
export async function checkRestore(owner: postgres.Sql): Promise<readonly Finding[]> {
  const restored = await countRestored(owner);
  if (restored > 0) {
    return [
      error(
        `This database was restored from a backup, and ${restored} tenants are in the state of the backup: whatever was revoked since then is valid again`,
        "Stop everything, then run db:restored.",
      ),
    ];
  }
  const held = await owner<{ slug: string }[]>`select slug from tenants where held_since is not null order by slug`;
  if (held.length === 0) return [ok("No tenant is paused after a restore")];
  return [
    warning(
      `Paused after a restore, so only the owner can sign in: ${held.map(({ slug }) => slug).join(", ")}`,
      "The owner signs in, checks people, roles and devices, and resumes the tenant in the console. The command tenant:release does the same from here.",
    ),
  ];
}
