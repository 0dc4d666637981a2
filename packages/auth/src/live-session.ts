import { sessions } from "@portcullis/db/schema/sessions";
import { sessionIdleHours } from "@portcullis/domain/session";
import { type SQL, sql } from "drizzle-orm";

/** Neither past its end nor unused for too long: what `read_principal` lets in. */
export const isLive: SQL = sql`${sessions.expiresAt} > now()
  and ${sessions.lastSeenAt} > now() - make_interval(hours => ${sessionIdleHours}::int)`;
