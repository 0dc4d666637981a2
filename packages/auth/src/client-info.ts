import type { ClientInfo } from "@portcullis/domain/audit";

/** Headers as next-auth and Node hand them over: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Written by the console's server on every request, over whatever came in: who reads it need not know about proxies. */
export const clientAddressHeader = "x-portcullis-client-address";

/** Room for what browsers send; the rest is decoration. */
const agentMaxLength = 300;

/** Where a request came from. Requests that bypassed the server's door all count as one sender. */
export function clientInfoOf(headers: Readonly<Record<string, string | string[] | undefined>>): ClientInfo {
  return { address: one(headers[clientAddressHeader]) ?? "unknown", agent: agentOf(one(headers["user-agent"])) };
}

/** What the browser calls itself: shown to people, trusted by nobody. */
function agentOf(sent: string | undefined): string | null {
  const agent = sent
    ?.replaceAll(/[^\x20-\x7e]+/g, " ")
    .trim()
    .slice(0, agentMaxLength);
  return agent || null;
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
