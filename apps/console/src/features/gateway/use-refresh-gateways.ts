import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/** Asks again for all that a change of a gateway shows in: gateways, what devices are told, the audit log. */
export function useRefreshGateways(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    for (const queryKey of [
      trpc.access.pathKey(),
      trpc.gateway.pathKey(),
      trpc.cascade.pathKey(),
      trpc.user.get.pathKey(),
      trpc.device.connection.pathKey(),
      trpc.device.cutOff.pathKey(),
      trpc.audit.pathKey(),
      trpc.overview.get.pathKey(),
    ]) {
      void queryClient.invalidateQueries({ queryKey });
    }
  };
}
