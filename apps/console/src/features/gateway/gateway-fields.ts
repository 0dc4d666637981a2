import {
  type CreateGateway,
  type GatewayItem,
  gatewayEndpoint,
  gatewayGraceDefault,
  gatewayName,
  unreachablePolicies,
} from "@portcullis/domain/gateway";
import { z } from "zod";

/** The choices of what a gateway does without the console; `tenant`: what the tenant's settings say. */
const choices = [...unreachablePolicies, "tenant"] as const;

/** What the form asks for, by the rules of the API. */
export const gatewayFields = z.object({
  name: gatewayName,
  endpoint: gatewayEndpoint,
  unreachable: z.enum(choices).optional().pipe(z.enum(choices, "Choose what it does.")),
  graceSeconds: z.int(),
});
export const gatewayFieldNames = ["name", "endpoint"] as const;

/** A gateway as its form has it: of a new one nothing is chosen. */
export const typedGateway = (gateway: Pick<GatewayItem, "name" | "endpoint" | "policy"> | undefined) => ({
  name: gateway?.name ?? "",
  endpoint: gateway?.endpoint ?? "",
  unreachable: gateway && (gateway.policy?.unreachable ?? ("tenant" as const)),
  graceSeconds: gateway?.policy?.graceSeconds ?? gatewayGraceDefault,
});

/** What the API takes. `policy` is null for the tenant's setting. */
export function toGateway({ name, endpoint, unreachable, graceSeconds }: z.output<typeof gatewayFields>) {
  const policy: NonNullable<CreateGateway["policy"]> | null =
    unreachable === "tenant" ? null : { unreachable, graceSeconds };
  return { name, endpoint, policy };
}
