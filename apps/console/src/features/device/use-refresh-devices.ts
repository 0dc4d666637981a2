import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Asks again for all that a change of a device shows in: devices, their people, the notice of the owner, the log. */
export function useRefreshDevices(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    for (const noun of [trpc.access, trpc.device, trpc.user, trpc.account, trpc.audit]) {
      void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
    }
  };
}
