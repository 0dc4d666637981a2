import { id, type TenantId, tenantId } from "@portcullis/domain/ids";
import { newToken, type SessionToken } from "./session-token.ts";
import { uuidBytes, uuidOfBytes } from "./uuid-bytes.ts";

const tenantBytes = 16;
const secretBytes = 32;

/** The secret of a link (invitation, password reset): where to look, and what is looked for. As in a session cookie. */
export function newLinkToken(of: TenantId): SessionToken & { readonly text: string } {
  const token = newToken();
  const text = Buffer.concat([uuidBytes(of), Buffer.from(token, "base64url")]).toString("base64url");
  return { tenantId: of, token, text };
}

/** What an `Authorization` header carries; undefined for what is no token of ours. */
export function readBearerToken(authorization: string | null | undefined): SessionToken | undefined {
  return readLinkToken(/^Bearer ([\w-]+)$/.exec(authorization ?? "")?.[1] ?? "");
}

/** Undefined for what is no link of ours. Whether it opens anything is for the database to say. */
export function readLinkToken(text: string): SessionToken | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== tenantBytes + secretBytes || bytes.toString("base64url") !== text) return undefined;
  const named = id.safeParse(uuidOfBytes(bytes.subarray(0, tenantBytes)));
  if (!named.success) return undefined;
  return { tenantId: tenantId(named.data), token: bytes.subarray(tenantBytes).toString("base64url") };
}
