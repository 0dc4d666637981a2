"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { addPasskey } from "@portcullis/domain/passkey";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { makePasskey, passkeyFailure } from "./passkey-ceremony.ts";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

const named = addPasskey.pick({ name: true });

export type AddPasskeyDialogProps = {
  /** With the recovery codes, where the factor is the first one. */
  readonly onAdded: (name: string, recoveryCodes: string[] | null) => void;
  readonly onClose: () => void;
};

/** Names a passkey, then has the browser make it. */
export function AddPasskeyDialog({ onAdded, onClose }: AddPasskeyDialogProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const form = useForm({ resolver: zodResolver(named), defaultValues: { name: "" } });
  const add = useMutation({
    mutationFn: async ({ name }: { name: string }) => {
      const options = await confirmed(() => client.account.passkeyOptions.mutate());
      const response = await makePasskey(options);
      return confirmed(() => client.account.addPasskey.mutate({ response, name }));
    },
    onSuccess: ({ recoveryCodes }, { name }) => onAdded(name, recoveryCodes),
  });
  const submit = form.handleSubmit((values) => add.mutate(values));
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title="Add a passkey"
      description="Your browser asks for finger, face, PIN or security key next."
      busy={add.isPending}
      footer={
        <>
          <Button disabled={add.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="add-passkey" variant="primary" busy={add.isPending}>
            Go on
          </Button>
        </>
      }
    >
      <form id="add-passkey" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label="Name"
          required
          hint="What you will know it by, such as Work laptop."
          error={form.formState.errors.name?.message}
        >
          <Input autoComplete="off" spellCheck={false} maxLength={60} {...form.register("name")} />
        </Field>
      </form>
      {add.isError && (
        <Callout tone="danger" className="mt-4">
          {passkeyFailure(add.error) ?? describeApiError(add.error).message}
        </Callout>
      )}
      {confirmation}
    </Dialog>
  );
}
