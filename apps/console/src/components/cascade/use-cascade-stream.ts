"use client";

import type { CascadeEvent } from "@portcullis/api/types";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { isSignedOut, leaveWhenSignedOut } from "#trpc/leave-when-signed-out.ts";
import { afterRenewal } from "#trpc/renewal-lock.ts";
import { refreshAfterChange } from "./refresh-after-change.ts";
import { presenceRefresh } from "./refresh-presence.ts";

/** One stream a browser, held by one tab and passed on to the others: a browser allows six connections to a host. */
const streamName = "portcullis-stream";

/** Milliseconds until a stream that newer ones took the place of is opened again: at once, it would take theirs in turn. */
const displacedMs = 60_000;

/** Keeps cascades and what they change, and who is online, up to date in every open page. */
export function useCascadeStream(enabled: boolean): void {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const channel = new BroadcastChannel(streamName);
    const gone = new AbortController();
    /** The newest cascade seen of each user. */
    const newest = new Map<string, string>();
    const presence = presenceRefresh(queryClient, trpc);

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
      refreshAfterChange(queryClient, trpc, cascade.kind === "delete" ? cascade.userId : undefined);
    }

    function read(event: CascadeEvent): void {
      if (event.kind === "resync") refreshAfterChange(queryClient, trpc);
      else if (event.kind === "presence") presence.note(event.devices);
      else show(event.cascade);
    }
    channel.addEventListener("message", ({ data }: MessageEvent<CascadeEvent>) => read(data));

    const hold = () =>
      new Promise<void>((resolve) => {
        const subscribe = () =>
          client.cascade.watch.subscribe(undefined, {
            onData: (event) => {
              read(event);
              // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window: it has one origin
              channel.postMessage(event);
            },
            onError: (error) => {
              if (isSignedOut(error)) void goOn();
            },
            onComplete: () => {
              displaced = setTimeout(() => {
                stream = subscribe();
              }, displacedMs);
            },
          });
        let displaced: ReturnType<typeof setTimeout> | undefined;
        let stream = subscribe();
        /** The cookie that the stream was opened with is worth nothing any more: this browser may hold a newer one. */
        async function goOn() {
          await afterRenewal();
          try {
            const me = await client.account.me.query();
            if (!me.permissions.includes("user:read")) window.location.reload();
            else if (!gone.signal.aborted) stream = subscribe();
          } catch (error) {
            leaveWhenSignedOut(error);
          }
        }
        gone.signal.addEventListener("abort", () => {
          clearTimeout(displaced);
          stream.unsubscribe();
          resolve();
        });
      });
    // Rejects when the page goes before its turn came; nothing is lost by that.
    void navigator.locks.request(streamName, { signal: gone.signal }, hold).catch(() => {});
    return () => {
      gone.abort();
      presence.stop();
      channel.close();
    };
  }, [enabled, client, queryClient, trpc]);
}
