import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/**
 * Asks again for whatever a change of a role may have changed on the open page; one's own rights too. `gone`: a role that was
 * deleted; what is asked about it would only be answered with "not found".
 */
export function useRefreshRoles(): (gone?: string) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (gone) => {
    for (const noun of [trpc.role, trpc.user, trpc.account, trpc.audit]) {
      void queryClient.invalidateQueries({
        queryKey: noun.pathKey(),
        predicate: ({ queryKey }) => gone === undefined || !JSON.stringify(queryKey).includes(gone),
      });
    }
  };
}
