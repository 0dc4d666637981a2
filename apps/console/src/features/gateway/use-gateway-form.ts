import { zodResolver } from "@hookform/resolvers/zod";
import type { GatewayItem } from "@portcullis/domain/gateway";
import { useForm } from "react-hook-form";
import { describeApiError } from "#trpc/api-error.ts";
import { gatewayFieldNames, gatewayFields, typedGateway } from "./gateway-fields.ts";

/** The form of a gateway. `refuse` puts what the API says of a field at that field, `isOfField` tells that it did. */
export function useGatewayForm(gateway: GatewayItem | undefined) {
  const form = useForm({ resolver: zodResolver(gatewayFields), defaultValues: typedGateway(gateway) });
  const fieldOf = (error: unknown) => {
    const { data } = describeApiError(error);
    return gatewayFieldNames.find((name) => name === data.field);
  };
  return {
    form,
    isOfField: (error: unknown) => fieldOf(error) !== undefined,
    refuse: (error: unknown) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { message: describeApiError(error).message }, { shouldFocus: true });
    },
  };
}
export type GatewayForm = ReturnType<typeof useGatewayForm>["form"];
