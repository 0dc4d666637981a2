import type { PeersEvent } from "@portcullis/domain/gateway";
import type { TestAgent } from "./agent.ts";

type Stream = AsyncGenerator<PeersEvent>;

/** A stream of peers, and the first event of it: everything. */
export async function openStream(agent: Pick<TestAgent, "callWith">, signal = AbortSignal.timeout(20_000)) {
  const stream = (await agent.callWith(signal).agent.peers()) as Stream;
  const { value: full } = await stream.next();
  if (full?.kind !== "full") throw new Error("A stream begins with everything.");
  return { stream, full };
}

/** The next event that says more than that the stream lives. */
export async function nextChange(stream: Stream) {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) throw new Error("The stream ended before a change.");
    if (value.kind === "change") return value;
  }
}
