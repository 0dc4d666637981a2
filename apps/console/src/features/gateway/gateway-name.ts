import { shortId } from "#features/audit/phrase.ts";

/** A gateway by its name, or by its id once it is removed. */
export function gatewayName({ id, name }: { readonly id: string; readonly name: string | null }): string {
  return name ?? `Removed gateway ${shortId(id)}`;
}
