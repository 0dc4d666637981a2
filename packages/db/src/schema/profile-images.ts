import { foreignKey, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { bytes, createdAt, tenantId } from "./columns.ts";
import { users } from "./users.ts";

/** The uploaded image of a user, as re-encoded by the server; `users.image` names it by its id. */
export const profileImages = pgTable(
  "profile_images",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** Another one with each upload: what a browser keeps is never stale. */
    id: uuid("id").notNull(),
    /** WebP. */
    image: bytes("image").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({
      name: "profile_images_user",
      columns: [t.tenantId, t.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);
