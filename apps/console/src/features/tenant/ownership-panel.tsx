"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { displayName } from "@portcullis/domain/user/display-name";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Avatar } from "#ui/avatar.tsx";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { EndOfferDialog } from "./end-offer-dialog.tsx";
import { OfferOwnershipDialog } from "./offer-ownership-dialog.tsx";

/** Who owns the tenant, and the offer that stands. */
export function OwnershipPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const me = useMe();
  const [open, setOpen] = useState<"offer" | "cancel" | undefined>();
  const { owner, ownershipOffer: offer } = tenant;
  const name = displayName(owner);
  const disabledReason = me.isOwner ? undefined : `Only the owner, ${name}, can hand ownership over.`;
  const label = offer ? "Offer to somebody else" : "Offer ownership";
  return (
    <Panel
      title="Ownership"
      actions={
        <Button size="sm" disabledReason={disabledReason} onClick={() => setOpen("offer")}>
          {label}
        </Button>
      }
    >
      <div className="grid gap-4 text-sm">
        <div className="flex items-center gap-3">
          <Avatar name={name} />
          <div className="min-w-0">
            <PageLink href={`/users/${owner.id}`} className="font-medium hover:underline">
              {name}
            </PageLink>
            <p className="text-ink-muted wrap-anywhere">{owner.email}</p>
          </div>
        </div>
        {offer && (
          <Callout tone="accent">
            <p>
              Offered to{" "}
              <PageLink href={`/users/${offer.to.id}`} className="font-medium underline">
                {displayName(offer.to)}
              </PageLink>{" "}
              <RelativeTime at={offer.createdAt} focusable />. The offer ends{" "}
              <RelativeTime at={offer.expiresAt} focusable />.
            </p>
            {me.isOwner && (
              <Button size="sm" className="mt-2" onClick={() => setOpen("cancel")}>
                Take the offer back
              </Button>
            )}
          </Callout>
        )}
        <p className="max-w-prose text-ink-muted">
          The owner may do everything, and nobody can deactivate, delete or demote them. Ownership moves only when the
          owner offers it and the other accepts.
        </p>
      </div>
      {open === "offer" && <OfferOwnershipDialog tenant={tenant} onClose={() => setOpen(undefined)} />}
      {open === "cancel" && offer && (
        <EndOfferDialog
          title={`Take back the offer to ${displayName(offer.to)}`}
          description={`${displayName(offer.to)} can no longer accept. You stay the owner.`}
          label="Take back"
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}
