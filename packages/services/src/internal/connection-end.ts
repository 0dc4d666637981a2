import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { sql } from "drizzle-orm";

/**
 * When the connection of a row of device_presence (alias `p`) is over by what is known now: once its device (alias `d`) was
 * silent for long enough or was switched off, and at the latest now.
 */
export const connectionEnd = sql`greatest(p.connected_since, least(
  p.last_handshake + make_interval(secs => ${onlineWithinSeconds}), d.deactivated_at, statement_timestamp()))`;
