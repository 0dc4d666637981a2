"use client";

import type { CascadeEvent } from "@portcullis/api/types";
import type { CascadeProgress } from "@portcullis/domain/cascade";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { isSignedOut, leaveWhenSignedOut } from "#trpc/leave-when-signed-out.ts";
import { afterRenewal } from "#trpc/renewal-lock.ts";
import { keepOpen } from "./keep-open.ts";
import { refreshAfterChange } from "./refresh-after-change.ts";
import { presenceRefresh } from "./refresh-presence.ts";

/** One stream a browser, held by one tab and passed on to the others: a browser allows six connections to a host. */
const streamName = "portcullis-stream";

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
        keepOpen<CascadeEvent>(
          {
            subscribe: (handlers) => client.cascade.watch.subscribe(undefined, handlers),
            onEvent: (event) => {
              read(event);
              // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window: it has one origin
              channel.postMessage(event);
            },
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
        const me = await client.account.me.query();
        const isAllowed = me.permissions.includes("user:read");
        if (!isAllowed) window.location.reload();
        return isAllowed;
      } catch (error) {
        leaveWhenSignedOut(error);
        if (isSignedOut(error)) return false;
        throw error;
      }
    }
    // Rejects when the page goes before its turn came; nothing is lost by that.
    void navigator.locks.request(streamName, { signal: gone.signal }, hold).catch(() => {});
    return () => {
      gone.abort();
      presence.stop();
      channel.close();
    };
  }, [enabled, client, queryClient, trpc]);
}
