import { shortId } from "#components/activity/phrase.ts";

/** A gateway by its name, or by its id once it is removed. */
export function GatewayName({ gateway: { id, name } }: { readonly gateway: { id: string; name: string | null } }) {
  if (name !== null) return name;
  return (
    <>
      a removed gateway <span className="font-mono text-xs font-normal">{shortId(id)}</span>
    </>
  );
}
