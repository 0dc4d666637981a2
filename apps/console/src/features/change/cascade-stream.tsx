"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { useCascadeStream } from "./use-cascade-stream.ts";

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
