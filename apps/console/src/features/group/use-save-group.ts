import { zodResolver } from "@hookform/resolvers/zod";
import type { GroupDetail } from "@portcullis/domain/group";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError, useTRPC } from "#trpc/client.ts";

import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { groupFields, typedGroup } from "./group-fields.ts";
import { useRefreshGroups } from "./use-refresh-groups.ts";

/** The form of a group, and what saving it does. `conflicts`: what somebody else changed meanwhile to something else. */
export function useSaveGroup(group: GroupDetail | undefined, onSaved: (group: GroupDetail) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshGroups();
  const form = useForm({ resolver: zodResolver(groupFields), defaultValues: typedGroup(group) });
  const { base, conflicts, meet, takeTheirs } = useMergedForm(form, group, typedGroup);
  const outcome = {
    onSuccess: (saved: GroupDetail) => {
      queryClient.setQueryData(trpc.group.get.queryKey({ id: saved.id }), saved);
      refresh();
      onSaved(saved);
    },
    onError: async (error: unknown) => {
      const { message, data } = describeApiError(error);
      if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
      if (!isStale(error) || !group) return;
      const theirs = await queryClient.fetchQuery({ ...trpc.group.get.queryOptions({ id: group.id }), staleTime: 0 });
      if (meet(theirs)) void save(theirs);
    },
  };
  const create = useMutation(trpc.group.create.mutationOptions(outcome));
  const update = useMutation(trpc.group.update.mutationOptions(outcome));
  const saving = group ? update : create;
  const isSaid =
    saving.error !== null && (describeApiError(saving.error).data.field === "name" || isStale(saving.error));
  const save = (against: GroupDetail | undefined) =>
    form.handleSubmit((values) => {
      if (against) update.mutate({ id: against.id, ...values, ifUpdatedAt: against.updatedAt });
      else create.mutate(values);
    })();

  return {
    form,
    base,
    conflicts,
    isPending: saving.isPending,
    failure: saving.error && !isSaid ? describeApiError(saving.error).message : undefined,
    submit: () => save(base),
    takeTheirs,
  };
}
