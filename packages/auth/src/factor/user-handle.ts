import type { TenantId } from "@portcullis/domain/ids";
import { parse } from "uuid";
import { idFromBytes } from "../link-token.ts";

const uuidLength = 16;

/**
 * What an authenticator keeps with a passkey and tells at sign-in (WebAuthn §5.4.3: at most 64 bytes, nothing personal):
 * tenant and user, so that nothing needs to be typed.
 */
export function userHandle(of: TenantId, userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat([parse(of), parse(userId)]));
}

/** Undefined for what is no handle of ours. */
export function readUserHandle(text: string): { tenantId: TenantId; userId: string } | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 2 * uuidLength) return undefined;
  const tenantId = idFromBytes(bytes.subarray(0, uuidLength));
  const userId = idFromBytes(bytes.subarray(uuidLength));
  return tenantId && userId ? { tenantId, userId } : undefined;
}
