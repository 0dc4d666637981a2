"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { AccountMe } from "@portcullis/domain/account";
import { personName as personNameSchema } from "@portcullis/domain/user/user";
import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { AccessLine } from "#features/device/access-line.tsx";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { SaveFailure, useConflictForm } from "#ui/form/conflict-form.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Panel } from "#ui/panel.tsx";
import { useMe, useRefreshMe } from "./use-me.ts";

const names = z.object({ firstName: personNameSchema, lastName: personNameSchema });

const labels = (t: Translate) => ({ firstName: t("common.firstName"), lastName: t("common.lastName") });
const valuesOf = (me: AccountMe) => ({ firstName: me.firstName ?? "", lastName: me.lastName ?? "" });

/** What one is called. Where an administrator changed the same meanwhile, it shows both and lets one choose. */
export function ProfilePanel() {
  const t = useTranslations();
  const me = useMe();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const refresh = useRefreshMe();
  const form = useForm({ resolver: zodResolver(names), defaultValues: valuesOf(me) });
  const editing = useConflictForm({
    form,
    stored: me,
    toFields: valuesOf,
    save: (values, { updatedAt: ifUpdatedAt }) => client.account.update.mutate({ ...values, ifUpdatedAt }),
    readStored: () => queryClient.fetchQuery({ ...trpc.account.me.queryOptions(), staleTime: 0 }),
    onSaved: (next) => {
      refresh(next);
      showToast({ message: t("account.yourProfileIsSaved"), tone: "success" });
    },
  });
  const { errors } = form.formState;
  return (
    <Panel title={t("common.name")}>
      <Form className="grid gap-4 sm:grid-cols-2" onSubmit={editing.submit}>
        <Field label={t("common.firstName")} optional error={errors.firstName?.message}>
          <Input autoComplete="given-name" {...form.register("firstName")} />
        </Field>
        <Field label={t("common.lastName")} optional error={errors.lastName?.message}>
          <Input autoComplete="family-name" {...form.register("lastName")} />
        </Field>
        <Field label={t("common.eMail")} hint={t("account.youSignInWithIt")} className="sm:col-span-2">
          <Input type="email" autoComplete="username" readOnly value={me.email} />
        </Field>
        <SaveFailure editing={editing} labels={labels(t)} className="grid gap-4 empty:hidden sm:col-span-2" />
        <div className="flex justify-end gap-2 sm:col-span-2">
          {editing.isConflict && <Button onClick={editing.takeTheirs}>{t("ui.takeTheirs")}</Button>}
          <Button type="submit" variant="primary" busy={editing.isPending}>
            {editing.isConflict ? t("ui.overwriteWithMine") : t("common.save")}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

/** Whether one may connect oneself, and why not. */
export function AccessPanel() {
  const t = useTranslations();
  return (
    <Panel title={t("common.networkAccess")}>
      <AccessLine of={{}} />
    </Panel>
  );
}
