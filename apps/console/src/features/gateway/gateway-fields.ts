import {
  type CreateGateway,
  type GatewayItem,
  gatewayEndpoint,
  gatewayGraceDefault,
  gatewayName,
  unreachablePolicies,
} from "@portcullis/domain/gateway";
import { z } from "zod";
import { type Translate, translator } from "#i18n/translator.ts";
import { countText } from "#ui/count-text.ts";

/** The choices of what a gateway does without the console; `tenant`: what the tenant's settings say. */
const choices = [...unreachablePolicies, "tenant"] as const;

/** What the form asks for, by the rules of the API. */
export const gatewayFields = z.object({
  name: gatewayName,
  endpoint: gatewayEndpoint,
  unreachable: z
    .enum(choices)
    .optional()
    .pipe(z.enum(choices, translator()("gateway.chooseWhatItDoes"))),
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

/** All of them, as far as one page goes; a tenant has a few. */
export const gatewaysQuery = { limit: 100 } as const;

/** A gateway as a receipt knows it: the name is null once it is removed. */
export interface GatewayRef {
  readonly id: string;
  readonly name: string | null;
}

/** What every question about a gateway takes. */
export interface GatewayDialogProps<Gateway extends GatewayRef = GatewayItem> {
  readonly gateway: Gateway;
  readonly onClose: () => void;
}

/** In seconds. */
const offered = [30, 60, 300, 900, 3_600, 14_400, 86_400];

const units = [
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** How long a gateway may bear the console's silence, and what is stored, which may be none of the usual ones. */
export function graceChoices(t: Translate, stored: number): { value: string; label: string }[] {
  return [...new Set([...offered, stored])]
    .toSorted((a, b) => a - b)
    .map((seconds) => ({ value: String(seconds), label: inWords(t, seconds) }));
}

function inWords(t: Translate, seconds: number): string {
  const [length, unit] = units.find(([size]) => seconds % size === 0) ?? units[2];
  return countText(t, unit, seconds / length);
}
