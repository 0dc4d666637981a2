"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { type GatewayDialogProps, gatewaysQuery, toGateway, typedGateway } from "./gateway-fields.ts";
import { GatewayForm, useGatewayForm } from "./gateway-form.tsx";
import { useRefreshGateways } from "./use-refresh-gateways.ts";

const formId = "gateway";

const fieldLabels: Readonly<Record<string, string>> = {
  name: "Name",
  endpoint: "Endpoint",
  unreachable: "When it cannot reach the console",
  graceSeconds: "After, in seconds",
};

/** Changes name, endpoint and what it does without the console. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function EditGatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const { form, conflicts, isPending, failure, submit, takeTheirs } = useSaveGateway(gateway, onClose);
  const isConflict = conflicts.length > 0;
  const endpoint = useWatch({ control: form.control, name: "endpoint" }).trim();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${gateway.name}`}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={isConflict ? takeTheirs : onClose}>
            {isConflict ? "Take theirs" : "Cancel"}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {isConflict ? "Overwrite with mine" : "Save"}
          </Button>
        </>
      }
    >
      <GatewayForm id={formId} form={form} onSubmit={() => void submit()} />
      {endpoint !== gateway.endpoint && (
        <Callout className="mt-4">
          New configuration files name the new endpoint. Devices that already have a file keep using the old one.
        </Callout>
      )}
      <div aria-live="assertive">
        <ConflictNote className="mt-4" conflicts={conflicts} label={(field) => fieldLabels[field] ?? field} />
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

/** Saves a gateway against the state that the editor saw. `conflicts`: what somebody else changed meanwhile to something else. */
function useSaveGateway(gateway: GatewayItem, onSaved: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { form, refuse, isOfField } = useGatewayForm(gateway);
  const { base, conflicts, meet, takeTheirs } = useMergedForm(form, gateway, typedGateway);
  const update = useMutation(
    trpc.gateway.update.mutationOptions({
      onSuccess: ({ name }) => {
        showToast({ message: `${name} is saved`, tone: "success" });
        onSaved();
      },
      onError: async (error) => {
        refuse(error);
        if (!isStale(error)) return;
        const list = trpc.gateway.list.queryOptions(gatewaysQuery);
        const { items } = await queryClient.fetchQuery({ ...list, staleTime: 0 });
        const theirs = items.find(({ id }) => id === gateway.id);
        if (theirs && meet(theirs)) void save(theirs);
      },
      onSettled: useRefreshGateways(),
    }),
  );
  const save = ({ updatedAt: ifUpdatedAt }: GatewayItem) =>
    form.handleSubmit((values) => update.mutate({ id: gateway.id, ...toGateway(values), ifUpdatedAt }))();
  const isSaid = update.error !== null && (isOfField(update.error) || isStale(update.error));
  return {
    form,
    conflicts,
    isPending: update.isPending,
    failure: update.error && !isSaid ? describeApiError(update.error).message : undefined,
    submit: () => save(base),
    takeTheirs,
  };
}
