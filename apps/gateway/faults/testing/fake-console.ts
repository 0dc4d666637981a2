import { type AgentReport, type PeersEvent, stillSeconds } from "@portcullis/domain/gateway";
import type { Console } from "../../src/console.ts";

type Stream = { readonly onEvent: (event: PeersEvent) => void; readonly onEnd: (reason: Error) => void };

/** A console in this process: it says what a test tells it to say, and keeps what it is told. */
export function fakeConsole() {
  const streams = new Set<Stream>();
  const reports: { readonly at: number; readonly report: AgentReport }[] = [];
  let subscriptions = 0;
  let first: PeersEvent | undefined;
  let isSilent = false;
  let refusal: Error | undefined;
  let onReport: (report: AgentReport) => Promise<void> = async () => {};
  const toAll = (event: PeersEvent) => {
    if (!isSilent) for (const { onEvent } of streams) onEvent(event);
  };
  const stills = setInterval(() => toAll({ kind: "still" }), stillSeconds * 1000);
  const console: Console = {
    peers(onEvent, onEnd, signal) {
      subscriptions++;
      const stream = { onEvent, onEnd };
      streams.add(stream);
      signal.addEventListener("abort", () => streams.delete(stream));
      queueMicrotask(() => {
        if (refusal) onEnd(refusal);
        else if (first && !isSilent) onEvent(first);
      });
    },
    async report(report) {
      if (refusal) throw refusal;
      await onReport(report);
      reports.push({ at: Date.now(), report });
    },
  };
  return {
    console,
    reports,
    subscriptions: () => subscriptions,
    /** To those who listen now; a whole list also to whoever subscribes later. */
    say(event: PeersEvent) {
      if (event.kind === "full") first = event;
      toAll(event);
    },
    /** Says nothing any more, and ends no stream: what a half-open line looks like. */
    silence(silent = true) {
      isSilent = silent;
    },
    /** Ends the streams, and refuses everything with this until it is called with nothing. */
    refuse(reason?: Error) {
      refusal = reason;
      if (reason) for (const { onEnd } of streams) onEnd(reason);
    },
    endStreams() {
      for (const { onEnd } of streams) onEnd(new Error("The stream ended."));
    },
    /** Called with each report before it is taken; what it throws is the agent's answer. */
    beforeReport(interfaceState: typeof onReport) {
      onReport = interfaceState;
    },
    [Symbol.dispose]: () => clearInterval(stills),
  };
}
