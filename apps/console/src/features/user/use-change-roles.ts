import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useRefreshRoles } from "#features/role/use-refresh-roles.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { isStale } from "#ui/form/is-stale.ts";
import { mergeSets } from "#ui/form/merge-edits.ts";

const directOf = ({ roles }: UserDetail) => roles.filter((role) => role.origins.some(({ kind }) => kind === "direct"));
const idsOf = (user: UserDetail) => directOf(user).map(({ id }) => id);

/** The choice of somebody's direct roles: what was given and taken here, on top of what somebody else saved meanwhile. */
export function useChangeRoles(user: UserDetail, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshRoles();
  const [base, setBase] = useState(() => idsOf(user));
  const [chosen, choose] = useState(base);
  const set = useMutation(
    trpc.user.setRoles.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        refresh();
        showToast({ message: `The roles of ${displayName(next)} are changed`, tone: "success" });
        onDone();
      },
      onError: async (error) => {
        if (!isStale(error)) return;
        const now = await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 });
        const [theirs, merged] = [idsOf(now), mergeSets(base, chosen, idsOf(now))];
        setBase(theirs);
        choose(merged);
        set.mutate({ id: user.id, roleIds: merged, ifRoleIds: theirs });
      },
    }),
  );
  const failure = set.error ? describeApiError(set.error) : undefined;
  return {
    chosen,
    choose,
    isChanged: chosen.length !== base.length || chosen.some((id) => !base.includes(id)),
    isPending: set.isPending,
    failure: set.error && isStale(set.error) ? undefined : failure?.message,
    save: () => set.mutate({ id: user.id, roleIds: chosen, ifRoleIds: base }),
  };
}
