import type { GatewayItem } from "@portcullis/domain/gateway";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { isStale } from "#ui/form/is-stale.ts";
import { useMergedForm } from "#ui/form/use-merged-form.ts";
import { toGateway, typedGateway } from "./gateway-fields.ts";
import { gatewaysQuery } from "./gateways-query.ts";
import { useGatewayForm } from "./use-gateway-form.ts";
import { useRefreshGateways } from "./use-refresh-gateways.ts";

/** Saves a gateway against the state that the editor saw. `conflicts`: what somebody else changed meanwhile to something else. */
export function useSaveGateway(gateway: GatewayItem, onSaved: () => void) {
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
