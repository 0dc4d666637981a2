import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";

/**
 * Asks again for all that a change of a group shows in: groups, their people, roles, the audit log. `gone`: a group that was
 * deleted; what is asked about it would only be answered with "not found".
 */
export function useRefreshGroups(): (gone?: string) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (gone) => {
    for (const noun of [trpc.group, trpc.user, trpc.role, trpc.audit]) {
      void queryClient.invalidateQueries({
        queryKey: noun.pathKey(),
        predicate: ({ queryKey }) => gone === undefined || !JSON.stringify(queryKey).includes(gone),
      });
    }
  };
}
