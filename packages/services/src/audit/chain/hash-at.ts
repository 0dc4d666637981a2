import type { AuditSealRow } from "@portcullis/db/audit-chain";

/** The hash that a seal keeps of its event at a place, from 0. */
export const hashAt = (seal: AuditSealRow, place: number): Buffer =>
  seal.eventHashes.subarray(place * 32, (place + 1) * 32);
