import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { parse, stringify } from "uuid";
import { newToken, type SessionToken } from "./session-token.ts";

const tenantBytes = 16;
const secretBytes = 32;

/** The secret of a link (invitation, password reset): where to look, and what is looked for. As in a session cookie. */
export function newLinkToken(of: TenantId): SessionToken & { readonly text: string } {
  const token = newToken();
  const text = Buffer.concat([parse(of), Buffer.from(token, "base64url")]).toString("base64url");
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
  const named = idFromBytes(bytes.subarray(0, tenantBytes));
  return named && { tenantId: named, token: bytes.subarray(tenantBytes).toString("base64url") };
}

/** Undefined where sixteen bytes are no UUID: whoever sent them made them up. */
export function idFromBytes(bytes: Uint8Array): TenantId | undefined {
  try {
    return tenantId(stringify(bytes));
  } catch {
    return undefined;
  }
}
