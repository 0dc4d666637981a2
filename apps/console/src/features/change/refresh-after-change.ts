import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "#trpc/client.ts";

/**
 * Asks again for whatever a lifecycle change may have changed on the open page. `gone`: a user who was deleted; what is asked
 * about them would only be answered with "not found".
 */
export function refreshAfterChange(queryClient: QueryClient, trpc: ReturnType<typeof useTRPC>, gone?: string): void {
  for (const noun of [trpc.access, trpc.user, trpc.device, trpc.session, trpc.cascade, trpc.audit, trpc.overview.get]) {
    void queryClient.invalidateQueries({
      queryKey: noun.pathKey(),
      predicate: ({ queryKey }) => gone === undefined || !JSON.stringify(queryKey).includes(gone),
    });
  }
}
