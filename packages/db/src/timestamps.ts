import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";

/** As PostgreSQL writes a time of UTC in ISO style; digits of the fraction that are zero are left out. */
const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/;

/** A `timestamptz` as PostgreSQL writes it. By its parts where they are of UTC: a `Date` takes five times as long. */
export function readTimestamp(text: string): Timestamp {
  const parts = utc.exec(text);
  if (!parts) return toTimestamp(new Date(text));
  const [, day, time, fraction = ""] = parts;
  return `${day}T${time}.${fraction.padEnd(3, "0")}Z`;
}
