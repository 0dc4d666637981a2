"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { personName as personNameSchema } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { describeApiError } from "#components/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useMe } from "#components/use-me.ts";
import { personName } from "#components/users/person-name.ts";
import { useTRPC } from "#trpc/client.ts";
import { useRefreshMe } from "./use-refresh-me.ts";

const names = z.object({ firstName: personNameSchema, lastName: personNameSchema });

/** What one is called. Where an administrator saved meanwhile, it says so; saving again overwrites that. */
export function ProfilePanel() {
  const me = useMe();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useRefreshMe();
  const form = useForm({
    resolver: zodResolver(names),
    defaultValues: { firstName: me.firstName ?? "", lastName: me.lastName ?? "" },
  });
  const update = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess: (next) => {
        refresh(next);
        form.reset({ firstName: next.firstName ?? "", lastName: next.lastName ?? "" });
        showToast({ message: "Your profile is saved", tone: "success" });
      },
      onError: (error) => {
        if (describeApiError(error).data.reason !== "stale_write") return;
        void queryClient.invalidateQueries({ queryKey: trpc.account.me.queryKey() });
      },
    }),
  );
  const failure = update.isError ? describeApiError(update.error) : undefined;
  const { errors } = form.formState;
  return (
    <Panel title="Name">
      <Form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={() => void form.handleSubmit((values) => update.mutate({ ...values, ifUpdatedAt: me.updatedAt }))()}
      >
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
          {failure && (
            <Callout tone={failure.data.reason === "stale_write" ? "warning" : "danger"}>
              {failure.data.reason === "stale_write"
                ? `Somebody else saved your profile meanwhile: you are called ${personName(me)} now. Save again to overwrite that.`
                : failure.message}
            </Callout>
          )}
        </div>
        <div className="flex justify-end sm:col-span-2">
          <Button type="submit" variant="primary" busy={update.isPending}>
            Save
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
