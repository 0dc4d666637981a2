"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { typedLimit } from "#features/group/group-fields.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { Field } from "#ui/form/field.tsx";
import { Form } from "#ui/form/form.tsx";
import { Input } from "#ui/form/input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";

const formId = "device-limit";
const fields = z.object({ maxDevices: typedLimit });

/** Gives a person a limit of their own, or takes it away. Says what a limit below what they have does. */
export function DeviceLimitDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(fields),
    defaultValues: { maxDevices: user.maxDevices?.toString() ?? "" },
  });
  const typed = useWatch({ control: form.control, name: "maxDevices" }).trim();
  const held = user.deviceCounts.total;
  const save = useMutation(
    trpc.user.setMaxDevices.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
        for (const noun of [trpc.user, trpc.audit]) {
          void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
        }
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Device limit of ${displayName(user)}`}
      size="sm"
      busy={save.isPending}
      footer={
        <>
          <Button disabled={save.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        onSubmit={() => void form.handleSubmit(({ maxDevices }) => save.mutate({ id: user.id, maxDevices }))()}
      >
        <Field
          label="Own limit"
          optional
          error={form.formState.errors.maxDevices?.message}
          hint="Left empty, the largest limit of their groups counts, else the tenant’s."
        >
          <Input inputMode="numeric" autoComplete="off" className="sm:max-w-32" {...form.register("maxDevices")} />
        </Field>
        {typed !== "" && Number(typed) < held && (
          <Callout tone="warning">
            They have {held.toLocaleString("en")} {held === 1 ? "device" : "devices"}. All of them stay; no other can be
            added until there are fewer than {typed}.
          </Callout>
        )}
      </Form>
      <FailureNote message={save.isError ? describeApiError(save.error).message : undefined} />
    </Dialog>
  );
}
