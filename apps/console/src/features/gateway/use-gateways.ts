import { reportSeconds } from "@portcullis/domain/gateway";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { gatewaysQuery } from "./gateways-query.ts";

/** The tenant's gateways, asked for again as often as their agents report, while somebody looks. */
export function useGateways() {
  return useQuery({ ...useTRPC().gateway.list.queryOptions(gatewaysQuery), refetchInterval: reportSeconds * 1000 });
}
