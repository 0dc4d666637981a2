"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#components/api-error.ts";
import { showToast } from "#components/ui/toast.ts";
import { useTRPC } from "#trpc/client.ts";
import { toGateway, typedGateway } from "./gateway-fields.ts";
import { gatewaysQuery } from "./gateways-query.ts";
import { useGatewayForm } from "./use-gateway-form.ts";
import { useRefreshGateways } from "./use-refresh-gateways.ts";

/** Saves a gateway against the state that the editor saw. Where somebody else saved meanwhile, `theirs` is what they made of it. */
export function useSaveGateway(gateway: GatewayItem, onSaved: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(gateway);
  const [theirs, setTheirs] = useState<GatewayItem | undefined>();
  const { form, refuse, isOfField } = useGatewayForm(gateway);
  const update = useMutation(
    trpc.gateway.update.mutationOptions({
      onSuccess: ({ name }) => {
        showToast({ message: `${name} is saved`, tone: "success" });
        onSaved();
      },
      onError: async (error) => {
        refuse(error);
        if (describeApiError(error).data.reason !== "stale_write") return;
        const list = trpc.gateway.list.queryOptions(gatewaysQuery);
        const { items } = await queryClient.fetchQuery({ ...list, staleTime: 0 });
        setTheirs(items.find(({ id }) => id === gateway.id));
      },
      onSettled: useRefreshGateways(),
    }),
  );
  const isSaid = update.error !== null && (isOfField(update.error) || theirs !== undefined);
  return {
    form,
    theirs,
    isPending: update.isPending,
    failure: update.error && !isSaid ? describeApiError(update.error).message : undefined,
    submit: form.handleSubmit((values) =>
      update.mutate({ id: base.id, ...toGateway(values), ifUpdatedAt: (theirs ?? base).updatedAt }),
    ),
    takeTheirs: () => {
      if (!theirs) return;
      form.reset(typedGateway(theirs));
      setBase(theirs);
      setTheirs(undefined);
      update.reset();
    },
  };
}
