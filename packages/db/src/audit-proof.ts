import { createHash, randomBytes } from "node:crypto";
import type { AuditDetails, ClientInfo } from "@portcullis/domain/audit";
import canonicalize from "canonicalize";

/** A hash that stays with the event, and the salt that goes with what it proves. */
export interface Proof {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** The first byte of a proof; the SHA-256 follows. Older ones have 32 bytes, and prove what nobody can spell again. */
const version = 1;

/** Proves the details while they exist; tells nothing once they and the salt are erased. */
export const hashDetails = (details: AuditDetails): Proof => prove("details", details);

/** The same for where the hand came from. */
export const hashOrigin = ({ address, agent }: ClientInfo): Proof => prove("origin", { address, agent });

export const provesDetails = (hash: Buffer, salt: Buffer, details: AuditDetails): boolean =>
  hash.equals(hashOf("details", salt, details));

export const provesOrigin = (hash: Buffer, salt: Buffer, { address, agent }: ClientInfo): boolean =>
  hash.equals(hashOf("origin", salt, { address, agent }));

/** Whether this version can check the proof. */
export const isCheckable = (hash: Buffer): boolean => hash.length !== 32;

/** The salt keeps short values from being guessed out of the hash once they are erased. */
function prove(what: "details" | "origin", value: object): Proof {
  const salt = randomBytes(16);
  return { salt, hash: hashOf(what, salt, value) };
}

function hashOf(what: "details" | "origin", salt: Buffer, value: object): Buffer {
  // As a database keeps it: without what JSON cannot say.
  const canonical = canonicalize(JSON.parse(JSON.stringify(value)));
  const text = JSON.stringify([`portcullis audit ${what}`, version, salt.toString("hex"), canonical]);
  return Buffer.concat([Buffer.of(version), createHash("sha256").update(text).digest()]);
}
