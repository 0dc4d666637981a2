import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Milliseconds after which it is asked for again, should the stream not have said before that something changed. */
const refetchMs = 30_000;

/** The tenant at a glance. */
export function useOverview() {
  return useQuery({ ...useTRPC().overview.get.queryOptions(), refetchInterval: refetchMs });
}
