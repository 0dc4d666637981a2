import { id, type TenantId, tenantId } from "@portcullis/domain/ids";
import { uuidBytes, uuidOfBytes } from "../uuid-bytes.ts";

const uuidLength = 16;

/**
 * What an authenticator keeps with a passkey and tells at sign-in (WebAuthn §5.4.3: at most 64 bytes, nothing personal):
 * tenant and user, so that nothing needs to be typed.
 */
export function userHandle(of: TenantId, userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat([uuidBytes(of), uuidBytes(userId)]));
}

/** Undefined for what is no handle of ours. */
export function readUserHandle(text: string): { tenantId: TenantId; userId: string } | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 2 * uuidLength) return undefined;
  const tenant = id.safeParse(uuidOfBytes(bytes.subarray(0, uuidLength)));
  const user = id.safeParse(uuidOfBytes(bytes.subarray(uuidLength)));
  return tenant.success && user.success ? { tenantId: tenantId(tenant.data), userId: user.data } : undefined;
}
