"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { useFormDraft } from "#ui/form/draft.ts";
import { Form } from "#ui/form/field.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";
import { AwaitingApproval, DeviceConfig } from "./device-config.tsx";
import { KeyChoice } from "./key-choice.tsx";
import { type Keys, newDevice, useKeys } from "./use-keys.ts";

const formId = "change-key";

/** Gives a device another key, made here or brought along; then shows the file that it needs, once. */
export function ChangeKeyDialog({ device, onClose }: DeviceDialogProps) {
  const t = useTranslations();
  const { form, submit, isPending, changed, privateKey, failure, ...keyChoice } = useChangeKey(device.id);
  return (
    <FormDialog
      title={
        changed ? t("device.hasANewKey", { name: device.name }) : t("device.changeTheKeyOf", { name: device.name })
      }
      description={changed ? undefined : t("device.theOldKeyStopsWorking")}
      busy={isPending}
      once={changed !== undefined && privateKey !== undefined}
      formId={formId}
      submitLabel={t("device.changeKey")}
      isDone={changed !== undefined}
      failure={failure}
      onClose={onClose}
    >
      {changed ? (
        <>
          <AwaitingApproval device={changed} />
          <DeviceConfig device={changed} privateKey={privateKey} />
        </>
      ) : (
        <Form id={formId} onSubmit={submit}>
          <KeyChoice
            {...keyChoice}
            field={form.register("publicKey")}
            error={form.formState.errors.publicKey?.message}
          />
        </Form>
      )}
      <LiveRegion message={changed ? t("device.hasANewKey2", { name: device.name }) : ""} />
    </FormDialog>
  );
}

const newKey = newDevice.pick({ publicKey: true });

/** The form of a device's next key, and its sending; as with a new device, a private key that was made here goes nowhere. */
function useChangeKey(id: string) {
  const invalidate = useInvalidate();
  const { keys, choose, canMake, made } = useKeys();
  const form = useForm({ resolver: zodResolver(newKey), defaultValues: { publicKey: "" } });
  useFormDraft(`key ${id}`, form, { publicKey: "" });
  const rotate = useMutation(
    useTRPC().device.rotateKey.mutationOptions({
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "publicKey" && !made) form.setError("publicKey", { message }, { shouldFocus: true });
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const failure = rotate.error ? describeApiError(rotate.error) : undefined;
  const isOfField = failure?.data.field === "publicKey" && !made;
  return {
    form,
    keys,
    setKeys: (next: Keys) => {
      form.resetField("publicKey");
      choose(next);
    },
    canMakeKeys: canMake,
    submit: () => {
      // A moment after opening there is no pair yet.
      if (keys === "made" && !made) return;
      if (made) form.setValue("publicKey", made.publicKey);
      void form.handleSubmit(({ publicKey }) => rotate.mutate({ id, publicKey }))();
    },
    isPending: rotate.isPending,
    /** The device with its new key. */
    changed: rotate.data,
    privateKey: made?.privateKey,
    failure: isOfField ? undefined : failure?.message,
  };
}
