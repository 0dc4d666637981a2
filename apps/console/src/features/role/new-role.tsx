"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { fieldsOf, noRole, RoleFields, useRoleForm } from "./role-fields.tsx";

/** The page of a new role. `from`: another one to begin with, as far as one holds what it carries. */
export function NewRole({ from }: { readonly from: string | undefined }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const router = useRouter();
  const me = useMe();
  const invalidate = useInvalidate();
  const { data: model } = useQuery(trpc.role.get.queryOptions({ id: from ?? "" }, { enabled: from !== undefined }));
  const form = useRoleForm(
    model
      ? { ...fieldsOf(model), name: "", permissions: model.permissions.filter((one) => me.permissions.includes(one)) }
      : noRole,
  );
  const create = useMutation(
    trpc.role.create.mutationOptions({
      onSuccess: (role) => {
        invalidate({ nouns: ["role"] });
        showToast({ message: t("role.theRoleIsCreated", { name: role.name }), tone: "success" });
        router.push(me.permissions.includes("role:read") ? `/roles/${role.id}` : "/");
      },
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
      },
    }),
  );
  const failure = create.error ? describeApiError(create.error) : undefined;
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit((role) => create.mutate(role))(event)}>
      <PageHeader
        title={t("common.newRole")}
        description={model ? t("role.beginsWithWhatCarries", { name: model.name }) : undefined}
        back={{ href: "/roles", label: t("common.roles") }}
        actions={
          <>
            <ButtonLink href="/roles">{t("common.cancel")}</ButtonLink>
            <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess}>
              {t("role.createRole")}
            </Button>
          </>
        }
      />
      <div className="grid max-w-3xl gap-4">
        <div aria-live="assertive" className="empty:hidden">
          {failure && failure.data.field !== "name" && <Callout tone="danger">{failure.message}</Callout>}
        </div>
        <RoleFields form={form} />
      </div>
    </form>
  );
}
