import { shortId } from "#components/activity/phrase.ts";

/** A gateway that a device came through; one that was removed has no name any more. */
export function GatewayName({ gateway: { id, name } }: { readonly gateway: { id: string; name: string | null } }) {
  if (name !== null) return name;
  return (
    <>
      a removed gateway <span className="font-mono text-xs">{shortId(id)}</span>
    </>
  );
}
