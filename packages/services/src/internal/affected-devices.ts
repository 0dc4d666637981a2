import { devices } from "@portcullis/db/schema/devices";
import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceCause } from "@portcullis/domain/device/device";
import { type SQL, sql } from "drizzle-orm";

/**
 * Which devices a cascade switches: the one condition behind the preview's count, the progress' total and the statement
 * that acts. Reactivation restores what the deactivation of the user switched off, and nothing else; deletion overrides
 * every cause.
 */
export function affectedBy(kind: CascadeKind): SQL {
  switch (kind) {
    case "deactivate":
      return sql`${devices.cause} is null`;
    case "reactivate":
      return sql`${devices.cause} = 'user_deactivated'`;
    case "delete":
      return sql`${devices.cause} is distinct from 'user_deleted'`;
  }
}

/** The cause that a cascade leaves on the devices it switches; null switches on. */
export const causeAfter: Readonly<Record<CascadeKind, DeviceCause | null>> = {
  deactivate: "user_deactivated",
  reactivate: null,
  delete: "user_deleted",
};
