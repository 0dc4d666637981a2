"use client";

import type { CascadeEvent } from "@portcullis/api/types";
import type { BulkOperation } from "@portcullis/domain/bulk";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { type QueryClient, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { awaitDatabase, databaseFailure } from "#trpc/database-away.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { afterRenewal, isSignedOut } from "#trpc/leave-when-signed-out.ts";
import { keepOpen } from "./keep-open.ts";

/** Milliseconds between two looks of a page without a stream at whether anything answers. */
const pollIntervalMs = 10_000;

/**
 * Listens while the console is open; shows nothing. Who may not listen asks instead who they are, so that an idle page learns of
 * a database that does not answer, and of its session's end.
 */
export function CascadeStream({ enabled }: { readonly enabled: boolean }) {
  useCascadeStream(enabled);
  useQuery({ ...useTRPC().account.me.queryOptions(), refetchInterval: enabled ? false : pollIntervalMs });
  return null;
}

/** One stream a browser, held by one tab and passed on to the others: a browser allows six connections to a host. */
const streamName = "portcullis-stream";

/** What the tab that holds the stream tells the others: what came, or that the database does not answer the stream. */
type StreamNews = CascadeEvent | { readonly kind: "database_away" };

/** Keeps cascades and what they change, and who is online, up to date in every open page. */
function useCascadeStream(enabled: boolean): void {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const channel = new BroadcastChannel(streamName);
    const gone = new AbortController();
    /** The newest cascade seen of each user. */
    const newest = new Map<string, string>();
    const presence = gatherPresence(queryClient);
    const bulk = gatherBulk(queryClient);

    function show(cascade: CascadeProgress): void {
      const isNews = newest.get(cascade.userId) !== cascade.id;
      newest.set(cascade.userId, cascade.id);
      const ofUser = trpc.user.get.queryKey({ id: cascade.userId });
      queryClient.setQueryData(ofUser, (user) => user && { ...user, cascade });
      queryClient.setQueryData(
        trpc.cascade.get.queryKey({ id: cascade.id }),
        (seen) => seen && { ...seen, ...cascade },
      );
      if (!isNews && cascade.status === "running") return;
      void invalidate(queryClient, { nouns: ["user"], gone: cascade.kind === "delete" ? cascade.userId : undefined });
    }

    function showOperation(operation: BulkOperation): void {
      const key: QueryKey = trpc.bulk.get.queryKey({ id: operation.id });
      queryClient.setQueryData(key, (seen: BulkOperation | undefined) => seen && operation);
      bulk.note(operation);
    }

    function read(event: StreamNews): void {
      if (event.kind === "database_away") waitForDatabase();
      else if (event.kind === "resync") void invalidate(queryClient, { nouns: ["user", "bulk"] });
      else if (event.kind === "bulk") showOperation(event.operation);
      else if (event.kind === "presence") presence.note(event.devices);
      else show(event.cascade);
    }
    channel.addEventListener("message", ({ data }: MessageEvent<StreamNews>) => read(data));
    function report(news: StreamNews): void {
      read(news);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window: it has one origin
      channel.postMessage(news);
    }
    /** Failures of another kind are dealt with by the query cache. */
    function waitForDatabase(): void {
      void awaitDatabase(queryClient, () => client.account.me.query()).catch(() => {});
    }

    const hold = () =>
      new Promise<void>((resolve) => {
        keepOpen<CascadeEvent>(
          {
            subscribe: (handlers) =>
              client.cascade.watch.subscribe(undefined, {
                ...handlers,
                // An error that may pass ends no subscription: it is told here alone, and the browser connects again.
                onConnectionStateChange: ({ error }) =>
                  databaseFailure(error) === "away" && report({ kind: "database_away" }),
              }),
            onEvent: report,
            isSignedOut,
            mayReopen,
          },
          gone.signal,
        );
        gone.signal.addEventListener("abort", () => resolve());
      });
    /** The cookie that the stream was opened with may be worth nothing any more, while this browser holds a newer one. */
    async function mayReopen(): Promise<boolean> {
      await afterRenewal();
      try {
        // Through the cache, where it is asked until the database answers, and who is signed out is led away.
        const me = await queryClient.fetchQuery(trpc.account.me.queryOptions(undefined, { staleTime: 0 }));
        const isAllowed = me.permissions.includes("user:read");
        if (!isAllowed) window.location.reload();
        return isAllowed;
      } catch (error) {
        if (isSignedOut(error)) return false;
        throw error;
      }
    }
    // Rejects when the page goes before its turn came; nothing is lost by that.
    void navigator.locks.request(streamName, { signal: gone.signal }, hold).catch(() => {});
    return () => {
      gone.abort();
      presence.stop();
      bulk.stop();
      channel.close();
    };
  }, [enabled, client, queryClient, trpc]);
}

/** Milliseconds in which several events become one reading. */
const gatherMs = 500;

/** Does it once, some time after the first of several events. */
function gather(refresh: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function run(): void {
    timer = undefined;
    refresh();
  }
  return {
    soon: () => {
      timer ??= setTimeout(run, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Of devices that came online or went: their ids and their users'; null for more than were worth naming. */
type PresenceChange = readonly { readonly id: string; readonly userId: string }[] | null;

/** Reads again what the open page shows of devices that came or went, and of their people; what shows others stays. */
function gatherPresence(queryClient: QueryClient) {
  let ids: Set<string> | undefined = new Set();
  const { soon, stop } = gather(() => {
    const changed = ids;
    ids = new Set();
    void invalidate(queryClient, { nouns: ["presence"], ids: changed });
    void invalidate(queryClient, { nouns: ["overview"] });
  });
  return {
    note(devices: PresenceChange): void {
      if (devices === null) ids = undefined;
      for (const { id, userId } of devices ?? []) ids?.add(id).add(userId);
      soon();
    },
    stop,
  };
}

/** Reads again the results of a bulk operation that went on, and everything that it changed once it has ended. */
function gatherBulk(queryClient: QueryClient) {
  let hasEnded = false;
  const { soon, stop } = gather(() => {
    void invalidate(queryClient, { nouns: hasEnded ? ["user", "group", "invitation", "bulk"] : ["bulk"] });
    hasEnded = false;
  });
  return {
    note({ finishedAt }: BulkOperation): void {
      hasEnded ||= finishedAt !== null;
      soon();
    },
    stop,
  };
}
