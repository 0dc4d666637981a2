import type { ServerResponse } from "node:http";
import { waitBuckets } from "@portcullis/runtime/metrics";
import { Gauge, Histogram, register } from "prom-client";
import { isStream } from "../drain.ts";
import { trpcPrefix } from "./trpc-endpoint.ts";

const durations = new Histogram({
  name: "portcullis_http_request_duration_seconds",
  help: "Duration of requests other than streams, by route and status, from the first byte read to the last byte written.",
  labelNames: ["route", "status"] as const,
  buckets: waitBuckets,
});

const open = new Map<ServerResponse, string>();

register.registerMetric(
  new Gauge({
    name: "portcullis_open_streams",
    help: "Open streams: of browser pages (cascade.watch) and of gateways (agent.peers).",
    labelNames: ["stream"] as const,
    registers: [],
    collect() {
      this.reset();
      for (const stream of Object.values(streams)) this.labels(stream).set(0);
      for (const [response, pathname] of open) {
        const stream = streams[pathname];
        if (stream && isStream(response)) this.labels(stream).inc();
      }
    },
  }),
);

const streams: Readonly<Record<string, string>> = {
  [`${trpcPrefix}cascade.watch`]: "cascade.watch",
  [`${trpcPrefix}agent.peers`]: "agent.peers",
};

/** Whether a stream is opened by it, as clients of ours write it. */
export const isStreamPath = (pathname: string): boolean => Object.hasOwn(streams, pathname);

/** What a path is for: few words, however many paths people come up with. */
function routeOf(pathname: string): string {
  if (pathname.startsWith(trpcPrefix)) return "api";
  if (pathname.startsWith("/_next/")) return "static";
  if (pathname.startsWith("/api/auth/")) return "auth";
  if (pathname.startsWith("/images/")) return "image";
  if (pathname.startsWith("/health/")) return "health";
  return "page";
}

/** Measures a request until its answer is out, or its connection gone. */
export function watchRequest(pathname: string, response: ServerResponse): void {
  const startedAt = performance.now();
  open.set(response, pathname);
  response.once("close", () => {
    open.delete(response);
    if (isStream(response)) return;
    // 499: whoever asked went away first, as other servers write it.
    const status = response.writableFinished ? response.statusCode : 499;
    durations.labels(routeOf(pathname), String(status)).observe((performance.now() - startedAt) / 1000);
  });
}
