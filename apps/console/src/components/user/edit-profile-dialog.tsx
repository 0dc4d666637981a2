"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { image, personName as personNameSchema, type UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { describeApiError } from "#components/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useTRPC } from "#trpc/client.ts";

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

/** Edits the profile. Where somebody else saved meanwhile, it shows both and lets one choose. */
export function EditProfileDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(user);
  const [theirs, setTheirs] = useState<UserDetail | undefined>();
  const form = useForm({ resolver: zodResolver(profile), defaultValues: valuesOf(user) });
  const update = useMutation(
    trpc.user.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        void queryClient.invalidateQueries({ queryKey: trpc.user.list.pathKey() });
        onClose();
      },
      onError: async (error) => {
        const { data } = describeApiError(error);
        if (data.reason !== "stale_write") return;
        setTheirs(await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 }));
      },
    }),
  );
  const save = (ifUpdatedAt: Date) =>
    form.handleSubmit((values) => update.mutate({ id: user.id, ...values, ifUpdatedAt }))();
  const mine = useWatch({ control: form.control });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Edit profile"
      busy={update.isPending}
      footer={
        theirs ? (
          <>
            <Button
              onClick={() => {
                form.reset(valuesOf(theirs));
                setBase(theirs);
                setTheirs(undefined);
                update.reset();
              }}
            >
              Take theirs
            </Button>
            <Button variant="primary" busy={update.isPending} onClick={() => void save(theirs.updatedAt)}>
              Overwrite with mine
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form="profile" variant="primary" busy={update.isPending}>
              Save
            </Button>
          </>
        )
      }
    >
      <form
        id="profile"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(base.updatedAt);
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
      {theirs && (
        <Callout tone="warning" className="mt-4">
          <p className="font-medium">Somebody else saved this profile meanwhile.</p>
          <ul className="mt-1">
            {fields
              .filter((field) => valuesOf(theirs)[field] !== mine[field])
              .map((field) => (
                <li key={field}>
                  {labels[field]}: theirs “{valuesOf(theirs)[field] || "none"}”, yours “{mine[field] || "none"}”
                </li>
              ))}
          </ul>
        </Callout>
      )}
      {update.isError && !theirs && (
        <Callout tone="danger" className="mt-4">
          {describeApiError(update.error).message}
        </Callout>
      )}
    </Dialog>
  );
}
