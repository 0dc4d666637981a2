"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { useMe } from "#features/account/use-me.ts";
import { typedLimit } from "#features/group/group-fields.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Callout, FailureNote } from "#ui/feedback/callout.tsx";
import { useFormDraft } from "#ui/form/draft.ts";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { QuotaBar } from "#ui/quota-bar.tsx";
import { whyNotChange } from "./disabled-reasons.ts";
import { limitOrigin } from "./user-text.ts";

/** How many devices a user may have, where that comes from, and the way to change it. */
export function DeviceLimitPanel({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("common.deviceLimit")}
      actions={
        <Button size="sm" disabledReason={whyNotChange(t, me, user, "user:write")} onClick={() => setIsOpen(true)}>
          {t("user.changeLimit")}
        </Button>
      }
    >
      <QuotaBar
        label={t("common.devices")}
        used={user.deviceCounts.total}
        limit={user.deviceLimit.value}
        origin={limitOrigin(t, user.deviceLimit)}
      />
      {isOpen && <DeviceLimitDialog user={user} onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}

const formId = "device-limit";
const fields = z.object({ maxDevices: typedLimit });

/** Gives a person a limit of their own, or takes it away. Says what a limit below what they have does. */
function DeviceLimitDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(fields),
    defaultValues: { maxDevices: user.maxDevices?.toString() ?? "" },
  });
  useFormDraft(`device limit ${user.id}`, form, { maxDevices: user.maxDevices?.toString() ?? "" });
  const typed = useWatch({ control: form.control, name: "maxDevices" }).trim();
  const held = user.deviceCounts.total;
  const save = useMutation(
    trpc.user.setMaxDevices.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        void invalidate(queryClient, { nouns: ["user"] });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      onClose={onClose}
      title={t("user.deviceLimitOf", { name: displayName(user) })}
      size="sm"
      busy={save.isPending}
      footer={
        <>
          <Button disabled={save.isPending} onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        onSubmit={() => void form.handleSubmit(({ maxDevices }) => save.mutate({ id: user.id, maxDevices }))()}
      >
        <Field
          label={t("user.ownLimit")}
          optional
          error={form.formState.errors.maxDevices?.message}
          hint={t("user.leftEmptyTheLargestLimit")}
        >
          <Input inputMode="numeric" autoComplete="off" className="sm:max-w-32" {...form.register("maxDevices")} />
        </Field>
        {typed !== "" && Number(typed) < held && (
          <Callout tone="warning">{t("user.theyHaveDeviceAllOf", { held, typed })}</Callout>
        )}
      </Form>
      <FailureNote message={save.isError ? describeApiError(save.error).message : undefined} />
    </Dialog>
  );
}
