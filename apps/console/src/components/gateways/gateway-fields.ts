import { type GatewayItem, gatewayEndpoint, gatewayName } from "@portcullis/domain/gateway";
import { z } from "zod";

/** What the form asks for, by the rules of the API. */
export const gatewayFields = z.object({ name: gatewayName, endpoint: gatewayEndpoint });
export const gatewayFieldNames = ["name", "endpoint"] as const;

/** A gateway as its form has it. */
export const typedGateway = (gateway: Pick<GatewayItem, "name" | "endpoint"> | undefined) => ({
  name: gateway?.name ?? "",
  endpoint: gateway?.endpoint ?? "",
});
