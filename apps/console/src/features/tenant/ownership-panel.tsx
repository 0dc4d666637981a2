"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { ChoosePerson } from "#features/user/choose-person.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Avatar } from "#ui/avatar.tsx";
import { Button } from "#ui/button.tsx";
import { Callout, FailureNote } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { EndOfferDialog, useOwnershipChanged } from "./ownership-banner.tsx";

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

/** Picks whom to offer the ownership to, and says what that leads to. */
function OfferOwnershipDialog(props: { readonly tenant: TenantDetail; readonly onClose: () => void }) {
  const { tenant, onClose } = props;
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const [chosen, setChosen] = useState<UserItem | undefined>();
  const offer = useMutation({
    mutationFn: (userId: string) => confirmed(() => client.tenant.offerOwnership.mutate({ userId })),
    onSuccess: async ({ ownershipOffer }) => {
      await onChanged();
      if (ownershipOffer) showToast({ message: `Offered to ${displayName(ownershipOffer.to)}`, tone: "success" });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Offer ownership"
      description={`Nothing changes until the other accepts. Then they own ${tenant.name}, and you become an administrator.`}
      busy={offer.isPending}
      footer={
        <>
          <Button disabled={offer.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={offer.isPending}
            disabledReason={chosen ? undefined : "Choose a person first."}
            onClick={() => chosen && offer.mutate(chosen.id)}
          >
            {chosen ? `Offer to ${displayName(chosen)}` : "Offer"}
          </Button>
        </>
      }
    >
      <ChoosePerson legend="Whom to offer it to" chosen={chosen} except={tenant.owner.id} onChoose={setChosen} />
      <ul className="mt-4 list-disc space-y-1 pl-5 text-sm text-ink-muted">
        <li>The offer stands for seven days. You can take it back at any time.</li>
        {tenant.ownershipOffer && <li>It takes the place of the one to {displayName(tenant.ownershipOffer.to)}.</li>}
        <li>Once accepted, only the new owner can give it back to you.</li>
      </ul>
      <FailureNote message={offer.isError ? describeApiError(offer.error).message : undefined} />
      {confirmation}
    </Dialog>
  );
}
