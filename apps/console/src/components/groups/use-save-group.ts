"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { GroupDetail } from "@portcullis/domain/group";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { describeApiError } from "#components/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { groupFields, typedGroup } from "./group-fields.ts";
import { useRefreshGroups } from "./use-refresh-groups.ts";

/** The form of a group, and what saving it does. Where somebody else saved meanwhile, `theirs` is what they made of it. */
export function useSaveGroup(group: GroupDetail | undefined, onSaved: (group: GroupDetail) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshGroups();
  const [base, setBase] = useState(group);
  const [theirs, setTheirs] = useState<GroupDetail | undefined>();
  const form = useForm({ resolver: zodResolver(groupFields), defaultValues: typedGroup(group) });
  const outcome = {
    onSuccess: (saved: GroupDetail) => {
      queryClient.setQueryData(trpc.group.get.queryKey({ id: saved.id }), saved);
      refresh();
      onSaved(saved);
    },
    onError: async (error: unknown) => {
      const { message, data } = describeApiError(error);
      if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
      if (data.reason !== "stale_write" || !group) return;
      setTheirs(await queryClient.fetchQuery({ ...trpc.group.get.queryOptions({ id: group.id }), staleTime: 0 }));
    },
  };
  const create = useMutation(trpc.group.create.mutationOptions(outcome));
  const update = useMutation(trpc.group.update.mutationOptions(outcome));
  const saving = group ? update : create;
  const isSaid = saving.error !== null && describeApiError(saving.error).data.field === "name";

  return {
    form,
    base,
    theirs,
    isPending: saving.isPending,
    failure: saving.error && !theirs && !isSaid ? describeApiError(saving.error).message : undefined,
    submit: form.handleSubmit((values) => {
      const ifUpdatedAt = (theirs ?? base)?.updatedAt;
      if (base && ifUpdatedAt) update.mutate({ id: base.id, ...values, ifUpdatedAt });
      else create.mutate(values);
    }),
    takeTheirs: () => {
      form.reset(typedGroup(theirs));
      setBase(theirs);
      setTheirs(undefined);
      update.reset();
    },
  };
}
