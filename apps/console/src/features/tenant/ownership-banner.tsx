"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { Crown } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Button } from "#ui/button.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { AcceptOwnershipDialog } from "./accept-ownership-dialog.tsx";
import { EndOfferDialog } from "./end-offer-dialog.tsx";

/** On every page of the person whom the ownership is offered to, until they say yes or no. */
export function OwnershipBanner() {
  const { ownershipOffer: offer, tenant } = useMe();
  const [open, setOpen] = useState<"accept" | "decline" | undefined>();
  if (!offer) return null;
  const by = displayName(offer.by);
  return (
    <section
      aria-label="Offer of ownership"
      className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-accent-soft px-4 py-2.5 text-sm text-accent-ink print:hidden"
    >
      <Crown aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">{by}</strong> offers you the ownership of {tenant.name}. The offer ends{" "}
        <RelativeTime at={offer.expiresAt} focusable />.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setOpen("decline")}>
          Decline
        </Button>
        <Button size="sm" variant="primary" onClick={() => setOpen("accept")}>
          Accept
        </Button>
      </div>
      {open === "accept" && <AcceptOwnershipDialog by={by} tenant={tenant.name} onClose={() => setOpen(undefined)} />}
      {open === "decline" && (
        <EndOfferDialog
          title="Decline the ownership"
          description={`${by} stays the owner of ${tenant.name}. They can offer it again.`}
          label="Decline"
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}
