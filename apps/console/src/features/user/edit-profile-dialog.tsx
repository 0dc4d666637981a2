"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { image, personName as personNameSchema, type UserDetail } from "@portcullis/domain/user/user";
import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { EditDialog, useConflictForm } from "#ui/form/conflict-form.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";

const profile = z.object({
  firstName: personNameSchema,
  lastName: personNameSchema,
  image: z.union([z.literal("").transform(() => null), image]),
});
const fields = ["firstName", "lastName", "image"] as const;
const labels = (t: Translate) => ({
  firstName: t("common.firstName"),
  lastName: t("common.lastName"),
  image: t("common.image"),
});

const valuesOf = (user: UserDetail) => ({
  firstName: user.firstName ?? "",
  lastName: user.lastName ?? "",
  image: user.image ?? "",
});

/** Edits the profile. */
export function EditProfileDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(profile), defaultValues: valuesOf(user) });
  const editing = useConflictForm({
    form,
    stored: user,
    toFields: valuesOf,
    save: (values, { updatedAt: ifUpdatedAt }) => client.user.update.mutate({ id: user.id, ...values, ifUpdatedAt }),
    readStored: () => queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 }),
    onSaved: (next) => {
      queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      void invalidate(queryClient, { nouns: ["user"] });
      onClose();
    },
  });
  return (
    <EditDialog title={t("user.editProfile")} editing={editing} formId="profile" labels={labels(t)} onClose={onClose}>
      <Form id="profile" onSubmit={editing.submit}>
        {fields.map((field) => (
          <Field
            key={field}
            label={labels(t)[field]}
            error={form.formState.errors[field]?.message}
            hint={field === "image" ? t("user.anHttpsUrlOrA") : undefined}
          >
            <Input autoComplete="off" {...form.register(field)} />
          </Field>
        ))}
      </Form>
    </EditDialog>
  );
}
