"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { showToast } from "#components/ui/toast.ts";
import { useTRPC } from "#trpc/client.ts";
import { useRefreshRoles } from "./use-refresh-roles.ts";
import type { RoleForm } from "./use-role-form.ts";

/**
 * Saves a role against the state that the editor saw; what the API says of the name stands at the name.
 * @param settle told what the role is now, saved or taken over
 */
export function useSaveRole(form: RoleForm, base: RoleDetail, settle: (role: RoleDetail) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshRoles();
  const [theirs, setTheirs] = useState<RoleDetail | undefined>();
  const update = useMutation(
    trpc.role.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.role.get.queryKey({ id: next.id }), next);
        refresh();
        setTheirs(undefined);
        settle(next);
        showToast({ message: `${next.name} is saved`, tone: "success" });
      },
      onError: async (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
        if (data.reason !== "stale_write") return;
        setTheirs(await queryClient.fetchQuery({ ...trpc.role.get.queryOptions({ id: base.id }), staleTime: 0 }));
      },
    }),
  );
  const failure = update.error ? describeApiError(update.error) : undefined;
  const isShownElsewhere = failure?.data.field === "name" || failure?.data.reason === "stale_write";
  return {
    theirs,
    isPending: update.isPending,
    failure: isShownElsewhere ? undefined : failure?.message,
    save(this: void): void {
      const ifUpdatedAt = (theirs ?? base).updatedAt;
      void form.handleSubmit((role) => update.mutate({ id: base.id, ...role, ifUpdatedAt }))();
    },
    take(this: void): void {
      if (!theirs) return;
      settle(theirs);
      setTheirs(undefined);
      update.reset();
    },
  };
}
