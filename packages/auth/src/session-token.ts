import { createHash, randomBytes } from "node:crypto";
import type { TenantId } from "@portcullis/domain/ids";

/** What a browser holds: where to look, and the secret that is looked for. Never rights: those are read each time. */
export interface SessionToken {
  readonly tenantId: TenantId;
  readonly token: string;
}

/** 256 random bits, base64url: nobody guesses one, so a fast hash is enough to store it. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 of a token: all that the database knows of it. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();
