import type { Platform } from "@portcullis/domain/device/platform";
import type { PostureChecks } from "@portcullis/domain/device/posture";
import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { tenantId, versionKey } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** What a tenant asks of the devices of a platform. A platform without a row is asked nothing. */
export const postureRules = pgTable(
  "posture_rules",
  {
    tenantId: tenantId().references(() => tenants.id),
    platform: text("platform").$type<Platform>().notNull(),
    /** The checks that must have passed, each with `true`: a report complies when it contains them. */
    checks: jsonb("checks").$type<PostureChecks>().notNull(),
    minimumVersion: text("minimum_version"),
    minimumKey: versionKey("minimum_key", "minimum_version"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.platform] })],
);
