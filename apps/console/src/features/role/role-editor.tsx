"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { countText } from "#ui/count-text.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { SaveFailure, useConflictForm } from "#ui/form/conflict-form.tsx";
import { Form } from "#ui/form/field.tsx";
import { fieldsOf, RoleFields, useRoleForm } from "./role-fields.tsx";

const labels = (t: Translate) => ({ name: t("common.name"), description: t("common.description") });

/** Edits a role. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function RoleEditor({ role }: { readonly role: RoleDetail }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const form = useRoleForm(fieldsOf(role));
  const editing = useConflictForm({
    form,
    stored: role,
    toFields: fieldsOf,
    save: (fields, { updatedAt: ifUpdatedAt }) => client.role.update.mutate({ id: role.id, ...fields, ifUpdatedAt }),
    readStored: () => queryClient.fetchQuery({ ...trpc.role.get.queryOptions({ id: role.id }), staleTime: 0 }),
    onSaved: (next) => {
      queryClient.setQueryData(trpc.role.get.queryKey({ id: next.id }), next);
      invalidate({ nouns: ["role"] });
      showToast({ message: t("role.isSaved", { name: next.name }), tone: "success" });
    },
  });
  const { base, isConflict, isPending } = editing;
  return (
    <Form className="grid gap-4" onSubmit={editing.submit}>
      <RoleFields form={form} />
      <SaveFailure editing={editing} labels={labels(t)} />
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-1 py-3">
        {base.holders.users > 0 && (
          <p className="mr-auto text-sm text-ink-muted">
            {t("role.takesEffectAtOnceFor", { peopleCount: countText(t, "person", base.holders.users) })}
          </p>
        )}
        {isConflict ? (
          <>
            <Button onClick={editing.takeTheirs}>{t("ui.takeTheirs")}</Button>
            <Button type="submit" variant="primary" busy={isPending}>
              {t("ui.overwriteWithMine")}
            </Button>
          </>
        ) : (
          <>
            <Button disabled={isPending || !form.formState.isDirty} onClick={() => editing.reset(base)}>
              {t("role.discard")}
            </Button>
            <Button
              type="submit"
              variant="primary"
              busy={isPending}
              disabledReason={form.formState.isDirty ? undefined : t("common.nothingHasBeenChanged")}
            >
              {t("common.save")}
            </Button>
          </>
        )}
      </div>
    </Form>
  );
}
