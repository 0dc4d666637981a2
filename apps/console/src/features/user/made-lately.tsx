import { type MadeLately, type MadeThing, madeLatelyDays } from "@portcullis/domain/user/made-lately";

import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";

const verbs: Readonly<Record<MadeThing["action"], string>> = {
  "device.registered": "registered the device",
  "device.handed_over": "handed over the device",
  "device.key_rotated": "changed the key of the device",
  "device.posture_token_made": "set up posture reports of the device",
  "user.invited": "invited",
  "user.invitation_resent": "invited again",
  "user.password_reset_requested": "made an open reset link for",
  "user.factors_reset": "reset the second factors of",
  "user.roles_changed": "changed the roles of",
  "user.groups_changed": "changed the groups of",
  "tenant.ownership_offered": "offered the ownership to",
  "gateway.created": "added, and saw the token of, the gateway",
  "gateway.token_rotated": "rotated, and saw, the token of the gateway",
};

const pages = { user: "/users", device: "/devices", gateway: undefined } as const;

/** What somebody made for others and that stays when they go: each with the page where it can be ended. */
export function MadeLatelyList({ made }: { readonly made: MadeLately }) {
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {made.items.map((thing) => (
        <li key={`${thing.action} ${thing.target.id}`} className="wrap-anywhere">
          {verbs[thing.action]} <Target thing={thing} />
          {thing.user && (
            <>
              {" of "}
              <PageLink href={`/users/${thing.user.id}`} className="underline">
                {thing.user.name ?? "a deleted person"}
              </PageLink>
            </>
          )}{" "}
          <span className="text-ink-muted">
            <RelativeTime at={thing.at} />
          </span>
        </li>
      ))}
      {!made.complete && <li className="text-ink-muted">and more: see their activity</li>}
    </ul>
  );
}

function Target({ thing: { target } }: { readonly thing: MadeThing }) {
  const name = target.name ?? target.id.slice(-8);
  const page = pages[target.kind];
  if (page === undefined) return <strong className="font-medium">{name}</strong>;
  return (
    <PageLink href={`${page}/${target.id}`} className="underline">
      {name}
    </PageLink>
  );
}

/** The same in a dialog, folded. Nothing where there is nothing. */
export function MadeLatelyDetails({ made }: { readonly made: MadeLately | undefined }) {
  if (!made || made.items.length === 0) return null;
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-default px-3 py-2 text-sm font-medium select-none">
        {made.items.length}
        {made.complete ? "" : "+"} made for others in the last {madeLatelyDays} days stay
      </summary>
      <div className="max-h-48 overflow-y-auto border-t border-line px-3 py-2">
        <MadeLatelyList made={made} />
      </div>
    </details>
  );
}
