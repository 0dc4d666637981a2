import type { AppRouter } from "@portcullis/api/router";
import { type PeersEvent, peersEvent } from "@portcullis/domain/gateway";
import { wireHeaders } from "@portcullis/domain/wire";
import { createTRPCClient, httpLink } from "@trpc/client";

/** The API as the agent of a gateway, or whatever else holds a token, calls it. */
export function apiByToken(url: string, token: string) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, headers: { ...wireHeaders, authorization: `Bearer ${token}` } })],
  });
}

/** What a gateway that says nothing of note reports. */
export const quietReport = {
  publicKey: `${"g".repeat(42)}A=`,
  version: "1.0.0",
  peerCount: 0,
  confirmed: [],
  peers: [],
};

/** What a gateway hears first: everybody who may connect. @throws where its token is refused */
export async function firstPeers(url: string, token: string): Promise<Extract<PeersEvent, { kind: "full" }>["peers"]> {
  const leaving = new AbortController();
  const answer = await fetch(`${url}/api/trpc/agent.peers`, {
    headers: { ...wireHeaders, authorization: `Bearer ${token}`, accept: "text/event-stream" },
    signal: leaving.signal,
  });
  if (answer.status !== 200) throw new Error(`The stream answered ${answer.status}`);
  let text = "";
  try {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      for (const [, data = ""] of text.matchAll(/^data: (.*"kind".*)\n/gm)) {
        const event = peersEvent.parse(JSON.parse(data));
        if (event.kind === "full") return event.peers;
      }
    }
  } finally {
    leaving.abort();
  }
  throw new Error("The stream ended before it said anything.");
}
