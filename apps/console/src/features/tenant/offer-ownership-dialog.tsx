"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { ChoosePerson } from "#features/user/choose-person.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { showToast } from "#ui/feedback/toast.ts";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { useOwnershipChanged } from "./use-ownership-changed.ts";

/** Picks whom to offer the ownership to, and says what that leads to. */
export function OfferOwnershipDialog(props: { readonly tenant: TenantDetail; readonly onClose: () => void }) {
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
