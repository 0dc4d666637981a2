import { v7 } from "uuid";

/** A new id: UUIDv7, made here because PostgreSQL 15 cannot. Ids made by one process sort by time. */
export const newId = (): string => v7();
