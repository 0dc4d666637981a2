import type { UnconfirmedChange } from "@portcullis/domain/cascade";
import { isOpen, namesOf } from "./change-sentence.ts";

/** What a change took away, and whose. */
export function unconfirmedName({ kind, user, device }: UnconfirmedChange): string {
  if (kind === "everybody") return "Rules of the tenant, or a closed gateway";
  const whose = user?.name ?? "a deleted person";
  return kind === "user" ? `Access of ${whose}` : `${device?.name ?? "A removed device or key"} of ${whose}`;
}

/** The gateways that have not confirmed it, by name. */
export const openGateways = ({ gateways }: UnconfirmedChange): string => namesOf(gateways.filter(isOpen));
