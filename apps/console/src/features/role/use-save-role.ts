import type { RoleDetail } from "@portcullis/domain/role";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { useRefreshRoles } from "./use-refresh-roles.ts";
import { fieldsOf, type RoleForm } from "./use-role-form.ts";

/** Saves a role against the state that the editor saw; what the API says of the name stands at the name. */
export function useSaveRole(form: RoleForm, role: RoleDetail) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshRoles();
  const { base, conflicts, meet, takeTheirs, settle } = useMergedForm(form, role, fieldsOf);
  const update = useMutation(
    trpc.role.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.role.get.queryKey({ id: next.id }), next);
        refresh();
        settle(next);
        showToast({ message: `${next.name} is saved`, tone: "success" });
      },
      onError: async (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
        if (!isStale(error)) return;
        const theirs = await queryClient.fetchQuery({ ...trpc.role.get.queryOptions({ id: role.id }), staleTime: 0 });
        if (meet(theirs)) void save(theirs);
      },
    }),
  );
  const save = ({ updatedAt: ifUpdatedAt }: RoleDetail) =>
    form.handleSubmit((fields) => update.mutate({ id: role.id, ...fields, ifUpdatedAt }))();
  const failure = update.error ? describeApiError(update.error) : undefined;
  const isShownElsewhere = failure?.data.field === "name" || (update.error !== null && isStale(update.error));
  return {
    base,
    conflicts,
    isPending: update.isPending,
    failure: isShownElsewhere ? undefined : failure?.message,
    save: () => void save(base),
    takeTheirs,
    discard: () => settle(base),
  };
}
