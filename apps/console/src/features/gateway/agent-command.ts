/** Where these commands keep the token: in a file that only root reads, as an environment is seen by every child. */
const tokenFile = '"$HOME/portcullis-gateway.token"';

/** What starts the agent in a folder of the product. */
const start = "npx --yes pnpm@12.21.0 gateway";

/** Puts a token where the agent reads it, now and when it is replaced. */
export const tokenCommand = (token: string): string => `(umask 077 && echo ${token} > ${tokenFile})`;

export interface AgentSettings {
  /** Of the console. */
  readonly url: string;
  readonly token: string;
  /** The agent listens on its port. */
  readonly endpoint: string;
}

/** What to type on a gateway's host, for the agent to find the console and say which gateway it is. */
export function agentCommand({ url, token, endpoint }: AgentSettings): string {
  const port = endpoint.slice(endpoint.lastIndexOf(":") + 1);
  const run = [`PORTCULLIS_URL=${url}`, `GATEWAY_TOKEN_FILE=${tokenFile}`, `GATEWAY_PORT=${port}`, start];
  return `${tokenCommand(token)}\n${run.join(" \\\n  ")}`;
}
