import { hash } from "node:crypto";

/** Sessions and tokens whose tenant is remembered; beyond these, who was not heard of for longest counts as unknown again. */
const knownMax = 20_000;

/** What a request says who it is with: told apart by its bytes, read by nobody here. */
export interface Credentials {
  readonly cookie?: string | null | undefined;
  readonly authorization?: string | undefined;
}

/** One name for the same session or token, or undefined for a request with neither. */
function credentialKey({ cookie, authorization }: Credentials, cookieName: string): string | undefined {
  const secret = valueOf(cookie ?? "", cookieName) || authorization;
  return secret ? hash("sha256", secret, "base64") : undefined;
}

/** The first cookie of that name, without taking the others apart: a header may hold thousands. */
function valueOf(header: string, name: string): string {
  for (let at = header.indexOf(`${name}=`); at !== -1; at = header.indexOf(`${name}=`, at + 1)) {
    const before = header.slice(0, at).trimEnd();
    if (before !== "" && !before.endsWith(";")) continue;
    const begins = at + name.length + 1;
    const ends = header.indexOf(";", begins);
    return header.slice(begins, ends === -1 ? undefined : ends).trim();
  }
  return "";
}

/**
 * Which tenant a session or token is of, learned from requests that were authenticated: the gate shares by tenant and may not
 * ask the database.
 */
export class KnownCallers {
  readonly #cookieName: string;
  readonly #tenants = new Map<string, string>();

  constructor(cookieName: string) {
    this.#cookieName = cookieName;
  }

  keyOf(credentials: Credentials): string | undefined {
    return credentialKey(credentials, this.#cookieName);
  }

  tenantOf(key: string): string | undefined {
    return this.#tenants.get(key);
  }

  /** @param tenantId undefined where the credentials open nothing any more */
  learn(credentials: Credentials, tenantId: string | undefined): void {
    const key = this.keyOf(credentials);
    if (key === undefined) return;
    this.#tenants.delete(key);
    if (tenantId === undefined) return;
    this.#tenants.set(key, tenantId);
    const [oldest] = this.#tenants.keys();
    if (this.#tenants.size > knownMax && oldest !== undefined) this.#tenants.delete(oldest);
  }
}
