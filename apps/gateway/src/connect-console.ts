import type { AppRouter } from "@portcullis/api/router";
import { type AgentReport, peersEvent } from "@portcullis/domain/gateway";
import { streamUrl, wireHeaders } from "@portcullis/domain/wire";
import { fetchEitherWire, unwrapped } from "@portcullis/runtime/previous-wire";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, TRPCClientError } from "@trpc/client";
import { EventSource, ErrorEvent as EventSourceError, type FetchLike } from "eventsource";
import { type Console, StreamDisplaced, TokenRefused } from "./console.ts";

const unauthorized = 401;
/** A report that takes longer is sent again. */
const reportPatienceMs = 10_000;

/**
 * The console at this address, `https://portcullis.example.com`. The token is asked for at each request and goes into its
 * Authorization header, which `fetch` drops where it is sent on to another host.
 */
export function connectConsole(address: string, token: () => Promise<string>): Console {
  const url = new URL("/api/trpc", address).href;
  const authorization = async () => ({ Authorization: `Bearer ${await token()}` });
  const fetchWithToken: FetchLike = async (input, init) =>
    fetch(input, { ...init, headers: { ...init.headers, ...(await authorization()) } });
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({
          url: streamUrl(url),
          EventSource,
          eventSourceOptions: { fetch: fetchWithToken },
        }),
        false: httpLink({
          url,
          headers: async () => ({ ...wireHeaders, ...(await authorization()) }),
          fetch: fetchEitherWire,
        }),
      }),
    ],
  });
  return {
    peers(onEvent, onEnd, signal) {
      let isOver = false;
      const end = (reason: unknown) => {
        if (isOver) return;
        isOver = true;
        stream.unsubscribe();
        if (!signal.aborted) onEnd(translated(reason));
      };
      const stream = client.agent.peers.subscribe(undefined, {
        // A console of another version must not be understood by half.
        onData: (data) => {
          const event = peersEvent.safeParse(unwrapped(data));
          if (event.success) onEvent(event.data);
          else
            end(
              new Error("The console sent peers in an unknown format. Use the agent of the console's version.", {
                cause: event.error,
              }),
            );
        },
        onError: end,
        onComplete: () =>
          end(
            new StreamDisplaced(
              "The console closed this stream in favour of newer ones: another agent uses the same token.",
            ),
          ),
        // It would connect again by itself, at its own pace; when and how often is the agent's to say.
        onConnectionStateChange: ({ error }) => error && end(error),
      });
      signal.addEventListener("abort", () => end(signal.reason), { once: true });
    },
    async report(input) {
      const send = (report: AgentReport) =>
        client.agent.report.mutate(report, { signal: AbortSignal.timeout(reportPatienceMs) });
      await send(input)
        .catch((error: unknown) => (isUnknownForm(error) ? send(asBefore(input)) : Promise.reject(error)))
        .catch((error: unknown) => Promise.reject(translated(error)));
    },
  };
}

/** A console of the release before refuses what it does not know. */
const isUnknownForm = (error: unknown) => error instanceof TRPCClientError && error.data?.code === "BAD_REQUEST";

/** A report as agents sent it before they told of removed peers and of their setting. */
const asBefore = ({ removed: _removed, failClosedAfter: _setting, ...report }: AgentReport): AgentReport => report;

/** The one refusal that has a name; the rest as it came. A stream that could not be opened says its HTTP status alone. */
function translated(reason: unknown): Error {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  if (!(error instanceof TRPCClientError)) return error;
  const cause: unknown = error.cause;
  const isRefused =
    error.data?.code === "UNAUTHORIZED" || (cause instanceof EventSourceError && cause.code === unauthorized);
  return isRefused ? new TokenRefused("The console refused the token.") : error;
}
