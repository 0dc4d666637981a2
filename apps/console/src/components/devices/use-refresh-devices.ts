"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Asks again for all that a change of a device shows in: devices, their people, the trail. */
export function useRefreshDevices(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    for (const noun of [trpc.access, trpc.device, trpc.user, trpc.audit]) {
      void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
    }
  };
}
