import { sessions } from "@portcullis/db/schema/sessions";
import { type SQL, sql } from "drizzle-orm";

/** Neither past its end nor unused for too long: what `read_principal` lets in. The rule is `is_live_session` of the database. */
export const isLive: SQL = sql`is_live_session(${sessions.expiresAt}, ${sessions.lastSeenAt})`;
