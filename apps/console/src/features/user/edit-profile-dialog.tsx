"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { image, personName as personNameSchema, type UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { describeApiError, useTRPC } from "#trpc/client.ts";

import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { Dialog } from "#ui/overlay/dialog.tsx";

const profile = z.object({
  firstName: personNameSchema,
  lastName: personNameSchema,
  image: z.union([z.literal("").transform(() => null), image]),
});
const labels = { firstName: "First name", lastName: "Last name", image: "Image" } as const;
const fields = ["firstName", "lastName", "image"] as const;
type Field3 = Record<(typeof fields)[number], string>;

const valuesOf = (user: UserDetail): Field3 => ({
  firstName: user.firstName ?? "",
  lastName: user.lastName ?? "",
  image: user.image ?? "",
});

/** Edits the profile. Where somebody else changed the same field meanwhile, it shows both and lets one choose. */
export function EditProfileDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(profile), defaultValues: valuesOf(user) });
  const { base, conflicts, meet, takeTheirs } = useMergedForm(form, user, valuesOf);
  const update = useMutation(
    trpc.user.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        void queryClient.invalidateQueries({ queryKey: trpc.user.list.pathKey() });
        onClose();
      },
      onError: async (error) => {
        if (!isStale(error)) return;
        const theirs = await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 });
        if (meet(theirs)) void save(theirs);
      },
    }),
  );
  const save = ({ updatedAt: ifUpdatedAt }: UserDetail) =>
    form.handleSubmit((values) => update.mutate({ id: user.id, ...values, ifUpdatedAt }))();
  const isConflict = conflicts.length > 0;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Edit profile"
      busy={update.isPending}
      footer={
        <>
          <Button onClick={isConflict ? takeTheirs : onClose}>{isConflict ? "Take theirs" : "Cancel"}</Button>
          <Button type="submit" form="profile" variant="primary" busy={update.isPending}>
            {isConflict ? "Overwrite with mine" : "Save"}
          </Button>
        </>
      }
    >
      <form
        id="profile"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(base);
        }}
      >
        {fields.map((field) => (
          <Field
            key={field}
            label={labels[field]}
            error={form.formState.errors[field]?.message}
            hint={field === "image" ? "An https URL, or a path of this console." : undefined}
          >
            <Input autoComplete="off" {...form.register(field)} />
          </Field>
        ))}
      </form>
      <div aria-live="assertive">
        <ConflictNote className="mt-4" conflicts={conflicts} label={(field) => labels[field as keyof typeof labels]} />
        {update.isError && !isStale(update.error) && (
          <Callout tone="danger" className="mt-4">
            {describeApiError(update.error).message}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
