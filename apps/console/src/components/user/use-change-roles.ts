"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { useRefreshRoles } from "#components/roles/use-refresh-roles.ts";
import { showToast } from "#components/ui/toast.ts";
import { personName } from "#components/users/person-name.ts";
import { useTRPC } from "#trpc/client.ts";

const directOf = ({ roles }: UserDetail) => roles.filter((role) => role.origins.some(({ kind }) => kind === "direct"));
const idsOf = (user: UserDetail) => directOf(user).map(({ id }) => id);

/** The choice of somebody's direct roles, and its saving against those that were seen when it began. */
export function useChangeRoles(user: UserDetail, onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshRoles();
  const [base, setBase] = useState(() => idsOf(user));
  const [chosen, choose] = useState(base);
  const [theirs, setTheirs] = useState<string | undefined>();
  const set = useMutation(
    trpc.user.setRoles.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        refresh();
        showToast({ message: `The roles of ${personName(next)} are changed`, tone: "success" });
        onDone();
      },
      onError: async (error) => {
        if (describeApiError(error).data.reason !== "stale_write") return;
        const now = await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 });
        setBase(idsOf(now));
        setTheirs(
          directOf(now)
            .map(({ name }) => name)
            .join(", ") || "none",
        );
      },
    }),
  );
  const failure = set.error ? describeApiError(set.error) : undefined;
  return {
    chosen,
    choose,
    /** What somebody else made them meanwhile, in names. */
    theirs,
    isChanged: chosen.length !== base.length || chosen.some((id) => !base.includes(id)),
    isPending: set.isPending,
    failure: failure?.data.reason === "stale_write" ? undefined : failure?.message,
    save: () => set.mutate({ id: user.id, roleIds: chosen, ifRoleIds: base }),
  };
}
