"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { renameDevice } from "@portcullis/domain/device/device";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { useFormDraft } from "#ui/form/draft.ts";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";

const newName = renameDevice.pick({ name: true });

/** Gives a device another name; nothing else changes. */
export function RenameDeviceDialog({ device, onClose }: DeviceDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const invalidate = useInvalidate();
  const form = useForm({ resolver: zodResolver(newName), defaultValues: { name: device.name } });
  useFormDraft(`device ${device.id}`, form, { name: device.name });
  const rename = useMutation(
    trpc.device.rename.mutationOptions({
      onSuccess: ({ name }) => {
        showToast({ message: t("common.isNow", { former: device.name, name: name }), tone: "success" });
        onClose();
      },
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "name") form.setError("name", { message }, { shouldFocus: true });
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const failure = rename.error ? describeApiError(rename.error) : undefined;
  const submit = form.handleSubmit(({ name }) =>
    name === device.name ? onClose() : rename.mutate({ id: device.id, name }),
  );
  return (
    <FormDialog
      size="sm"
      title={t("device.rename", { name: device.name })}
      busy={rename.isPending}
      formId="rename-device"
      submitLabel={t("device.rename2")}
      failure={failure?.data.field === "name" ? undefined : failure?.message}
      onClose={onClose}
    >
      <form id="rename-device" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={t("common.name")} required error={form.formState.errors.name?.message}>
          <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
        </Field>
      </form>
    </FormDialog>
  );
}
