/** What starts the agent in a folder of the product. */
const start = "npx --yes pnpm@12.21.0 gateway";

/** What to type on a gateway's host, for the agent to find the console and say which gateway it is. */
export function agentCommand({ url, token }: { readonly url: string; readonly token: string }): string {
  return [`PORTCULLIS_URL=${url}`, `PORTCULLIS_GATEWAY_TOKEN=${token}`, start].join(" \\\n  ");
}
