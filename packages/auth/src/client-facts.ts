/** Headers as next-auth and Node hand them over: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Written by the console's server on every request, over whatever came in: who reads it need not know about proxies. */
export const clientAddressHeader = "x-portcullis-client-address";

/** Room for what browsers send; the rest is decoration. */
const agentMaxLength = 300;

/** Where the request came from. Requests that bypassed the server's door all count as one sender. */
export function clientAddressOf(headers: RequestHeaders): string {
  return headers[clientAddressHeader] ?? "unknown";
}

/** What the browser calls itself: shown to people, trusted by nobody. */
export function clientAgentOf(headers: RequestHeaders): string | null {
  const agent = headers["user-agent"]
    ?.replaceAll(/[^\x20-\x7e]+/g, " ")
    .trim()
    .slice(0, agentMaxLength);
  return agent || null;
}
