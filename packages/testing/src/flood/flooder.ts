import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { type FloodCounts, floodSettings } from "./flood-settings.ts";

/**
 * A process of its own with one member's cookie. It keeps so many calls under way, renewed as soon as they end however they end,
 * and so many streams open; told to stop, it says what became of them.
 */
const { url, cookie, calls, streams, firstName } = floodSettings.parse(JSON.parse(process.argv[2] ?? ""));
/** Milliseconds until a stream that ended is opened again. */
const reopenMs = 250;
/** Milliseconds without a stream that begins or ends after which those still open are held, and in all before they are counted. */
const quietMs = 1_000;
const settleMs = 20_000;
const body = JSON.stringify({ firstName });
const headers = { "x-portcullis-wire": "2", cookie, origin: new URL(url).origin };
const agent = new Agent({ keepAlive: true, maxSockets: calls + streams + 100 });
const counts: FloodCounts = { answers: {}, broken: 0, streamsOpened: 0, streamsRefused: 0, streamsOpen: 0 };
const stopping = new AbortController();
let heardAt = 0;

async function call(): Promise<void> {
  const path = `${url}/api/trpc/account.update`;
  const type = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
  const sent = request(path, { method: "POST", agent, headers: { ...headers, ...type } });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  const status = String(answer.statusCode);
  counts.answers[status] = (counts.answers[status] ?? 0) + 1;
}

async function stream(): Promise<void> {
  const sent = request(`${url}/api/trpc/cascade.watch`, {
    agent,
    headers: { ...headers, accept: "text/event-stream" },
  });
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  const isOpen = answer.statusCode === 200;
  counts[isOpen ? "streamsOpened" : "streamsRefused"]++;
  heardAt = performance.now();
  if (isOpen) counts.streamsOpen++;
  try {
    await once(answer, "end");
  } finally {
    heardAt = performance.now();
    if (isOpen) counts.streamsOpen--;
  }
}

/** The console ends a stream before it opens the next one, but the two ends are heard in either order: so until nothing moves. */
async function untilSettled(): Promise<void> {
  if (streams === 0) return;
  const began = performance.now();
  heardAt = began;
  while (performance.now() - heardAt < quietMs && performance.now() - began < settleMs)
    await new Promise((resolve) => setTimeout(resolve, quietMs / 10));
}

async function keep(act: () => Promise<void>, pauseMs: number): Promise<void> {
  while (!stopping.signal.aborted) {
    await act().catch(() => void (counts.broken += stopping.signal.aborted ? 0 : 1));
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

process.on("message", (message) => {
  if (message === "calls") for (let n = 0; n < calls; n++) void keep(call, 0);
  if (message === "stop") {
    stopping.abort();
    void untilSettled().then(() => process.send?.(counts, undefined, undefined, () => process.exit(0)));
  }
});
process.on("disconnect", () => process.exit(0));
for (let n = 0; n < streams; n++) void keep(stream, reopenMs);
process.send?.("ready");
