"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { EditDialog, useConflictForm } from "#ui/form/conflict-form.tsx";
import { type GatewayDialogProps, gatewayFields, gatewaysQuery, toGateway, typedGateway } from "./gateway-fields.ts";
import { GatewayForm } from "./gateway-form.tsx";

const formId = "gateway";

const labels = {
  name: "Name",
  endpoint: "Endpoint",
  unreachable: "When it cannot reach the console",
  graceSeconds: "After, in seconds",
};

/** Changes name, endpoint and what it does without the console. */
export function EditGatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const invalidate = useInvalidate();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(gatewayFields), defaultValues: typedGateway(gateway) });
  const editing = useConflictForm({
    form,
    stored: gateway,
    toFields: typedGateway,
    save: (values, { updatedAt: ifUpdatedAt }) =>
      client.gateway.update.mutate({ id: gateway.id, ...toGateway(values), ifUpdatedAt }),
    readStored: async () => {
      const list = trpc.gateway.list.queryOptions(gatewaysQuery);
      const { items } = await queryClient.fetchQuery({ ...list, staleTime: 0 });
      return items.find(({ id }) => id === gateway.id);
    },
    onSaved: ({ name }) => {
      showToast({ message: `${name} is saved`, tone: "success" });
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  const endpoint = useWatch({ control: form.control, name: "endpoint" }).trim();
  return (
    <EditDialog title={`Edit ${gateway.name}`} editing={editing} formId={formId} labels={labels} onClose={onClose}>
      <GatewayForm id={formId} form={form} onSubmit={editing.submit} />
      {endpoint !== gateway.endpoint && (
        <Callout className="mt-4">
          New configuration files name the new endpoint. Devices that already have a file keep using the old one.
        </Callout>
      )}
    </EditDialog>
  );
}
