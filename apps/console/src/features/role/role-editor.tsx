"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Form } from "#ui/form/field.tsx";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { fieldsOf, RoleFields, type RoleForm, useRoleForm } from "./role-fields.tsx";
import { peopleCount } from "./role-text.ts";
import { useRefreshRoles } from "./use-refresh-roles.ts";

/** Edits a role. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function RoleEditor({ role }: { readonly role: RoleDetail }) {
  const form = useRoleForm(fieldsOf(role));
  const { base, conflicts, save, takeTheirs, discard, failure, isPending } = useSaveRole(form, role);
  return (
    <Form className="grid gap-4" onSubmit={save}>
      <RoleFields form={form} />
      <div aria-live="assertive" className="grid gap-4 empty:hidden">
        <ConflictNote conflicts={conflicts} label={(field) => (field === "name" ? "Name" : "Description")} />
        {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
      </div>
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-1 py-3">
        {base.holders.users > 0 && (
          <p className="mr-auto text-sm text-ink-muted">Takes effect at once for {peopleCount(base.holders.users)}.</p>
        )}
        {conflicts.length > 0 ? (
          <>
            <Button onClick={takeTheirs}>Take theirs</Button>
            <Button type="submit" variant="primary" busy={isPending}>
              Overwrite with mine
            </Button>
          </>
        ) : (
          <>
            <Button disabled={isPending || !form.formState.isDirty} onClick={discard}>
              Discard
            </Button>
            <Button
              type="submit"
              variant="primary"
              busy={isPending}
              disabledReason={form.formState.isDirty ? undefined : "Nothing has been changed."}
            >
              Save
            </Button>
          </>
        )}
      </div>
    </Form>
  );
}

/** Saves a role against the state that the editor saw; what the API says of the name stands at the name. */
function useSaveRole(form: RoleForm, role: RoleDetail) {
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
