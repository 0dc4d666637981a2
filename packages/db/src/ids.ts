import { v7 } from "uuid";

/** A new id: UUIDv7, made here because PostgreSQL 15 cannot. Ids made by one process sort by time. */
export const newId = (): string => v7();

/** Below every id that was made at this moment or later, and above those made before: ids as a range of time. */
export function firstIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
