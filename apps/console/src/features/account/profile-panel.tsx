"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { AccountMe } from "@portcullis/domain/account";
import { personName as personNameSchema } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { AccessLine } from "#features/device/access-line.tsx";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { Panel } from "#ui/panel.tsx";
import { useMe, useRefreshMe } from "./use-me.ts";

const names = z.object({ firstName: personNameSchema, lastName: personNameSchema });

const labels: Readonly<Record<string, string>> = { firstName: "First name", lastName: "Last name" };
const valuesOf = (me: AccountMe) => ({ firstName: me.firstName ?? "", lastName: me.lastName ?? "" });

/** What one is called. Where an administrator changed the same meanwhile, it shows both and lets one choose. */
export function ProfilePanel() {
  const me = useMe();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshMe();
  const form = useForm({ resolver: zodResolver(names), defaultValues: valuesOf(me) });
  const { base, conflicts, meet, takeTheirs, settle } = useMergedForm(form, me, valuesOf);
  const update = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess: (next) => {
        refresh(next);
        settle(next);
        showToast({ message: "Your profile is saved", tone: "success" });
      },
      onError: async (error) => {
        if (!isStale(error)) return;
        const theirs = await queryClient.fetchQuery({ ...trpc.account.me.queryOptions(), staleTime: 0 });
        if (meet(theirs)) void save(theirs);
      },
    }),
  );
  const save = ({ updatedAt: ifUpdatedAt }: AccountMe) =>
    form.handleSubmit((values) => update.mutate({ ...values, ifUpdatedAt }))();
  const failure = update.isError && !isStale(update.error) ? describeApiError(update.error).message : undefined;
  const { errors } = form.formState;
  return (
    <Panel title="Name">
      <Form className="grid gap-4 sm:grid-cols-2" onSubmit={() => void save(base)}>
        <Field label="First name" optional error={errors.firstName?.message}>
          <Input autoComplete="given-name" {...form.register("firstName")} />
        </Field>
        <Field label="Last name" optional error={errors.lastName?.message}>
          <Input autoComplete="family-name" {...form.register("lastName")} />
        </Field>
        <Field label="E-mail" hint="You sign in with it. It cannot be changed." className="sm:col-span-2">
          <Input type="email" autoComplete="username" readOnly value={me.email} />
        </Field>
        <div aria-live="assertive" className="empty:hidden sm:col-span-2">
          <ConflictNote conflicts={conflicts} label={(field) => labels[field] ?? field} />
          {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
        </div>
        <div className="flex justify-end gap-2 sm:col-span-2">
          {conflicts.length > 0 && <Button onClick={takeTheirs}>Take theirs</Button>}
          <Button type="submit" variant="primary" busy={update.isPending}>
            {conflicts.length > 0 ? "Overwrite with mine" : "Save"}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

/** Whether one may connect oneself, and why not. */
export function AccessPanel() {
  return (
    <Panel title="Network access">
      <AccessLine of={{}} />
    </Panel>
  );
}
