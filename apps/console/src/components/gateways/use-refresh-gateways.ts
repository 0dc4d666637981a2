"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Asks again for all that a change of a gateway shows in: gateways, what devices are told, the trail. */
export function useRefreshGateways(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    const keys = [
      trpc.access.pathKey(),
      trpc.gateway.pathKey(),
      trpc.device.connection.pathKey(),
      trpc.audit.pathKey(),
    ];
    for (const queryKey of keys) {
      void queryClient.invalidateQueries({ queryKey });
    }
  };
}
