"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type PasskeyItem, renamePasskey } from "@portcullis/domain/passkey";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";

const newName = renamePasskey.pick({ name: true });

export type RenamePasskeyDialogProps = {
  readonly passkey: PasskeyItem;
  readonly onRenamed: (name: string) => void;
  readonly onClose: () => void;
};

/** Calls a passkey something else. */
export function RenamePasskeyDialog({ passkey, onRenamed, onClose }: RenamePasskeyDialogProps) {
  const trpc = useTRPC();
  const form = useForm({ resolver: zodResolver(newName), defaultValues: { name: passkey.name } });
  const rename = useMutation(
    trpc.account.renamePasskey.mutationOptions({
      onSuccess: (_, { name }) => {
        onRenamed(name);
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ name }) =>
    name === passkey.name ? onClose() : rename.mutate({ id: passkey.id, name }),
  );
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={`Rename ${passkey.name}`}
      busy={rename.isPending}
      footer={
        <>
          <Button disabled={rename.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="rename-passkey" variant="primary" busy={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-passkey" noValidate onSubmit={(event) => void submit(event)}>
        <Field label="Name" required error={form.formState.errors.name?.message}>
          <Input autoComplete="off" spellCheck={false} maxLength={60} {...form.register("name")} />
        </Field>
      </form>
      {rename.isError && (
        <Callout tone="danger" className="mt-4">
          {describeApiError(rename.error).message}
        </Callout>
      )}
    </Dialog>
  );
}
