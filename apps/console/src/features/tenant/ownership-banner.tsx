"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Crown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Banner } from "#ui/feedback/banner.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** On every page of the person whom the ownership is offered to, until they say yes or no. */
export function OwnershipBanner() {
  const t = useTranslations();
  const { ownershipOffer: offer, tenant } = useMe();
  const [open, setOpen] = useState<"accept" | "decline" | undefined>();
  if (!offer) return null;
  const by = displayName(offer.by);
  return (
    <Banner
      label={t("tenant.offerOfOwnership")}
      icon={<Crown />}
      tone="accent"
      actions={
        <>
          <Button size="sm" onClick={() => setOpen("decline")}>
            {t("tenant.decline")}
          </Button>
          <Button size="sm" variant="primary" onClick={() => setOpen("accept")}>
            {t("tenant.accept")}
          </Button>
        </>
      }
    >
      <p>
        {t.rich("tenant.offersYouTheOwnershipOf", {
          by,
          name: tenant.name,
          strong: (chunks) => <strong>{chunks}</strong>,
          time: () => <RelativeTime at={offer.expiresAt} focusable />,
        })}
      </p>
      {open === "accept" && <AcceptOwnershipDialog by={by} tenant={tenant.name} onClose={() => setOpen(undefined)} />}
      {open === "decline" && (
        <EndOfferDialog
          title={t("tenant.declineTheOwnership")}
          description={t("tenant.staysTheOwnerOfThey", { by, name: tenant.name })}
          label={t("tenant.decline")}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Banner>
  );
}

interface AcceptOwnershipDialogProps {
  /** Name of the owner. */
  readonly by: string;
  /** Name of the tenant. */
  readonly tenant: string;
  readonly onClose: () => void;
}

/** Says what taking over means, and does it. */
function AcceptOwnershipDialog({ by, tenant, onClose }: AcceptOwnershipDialogProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const accept = useMutation({
    mutationFn: () => confirmed(() => client.tenant.acceptOwnership.mutate({})),
    onSuccess: async () => {
      showToast({ message: t("tenant.youOwnNow", { tenant }), tone: "success" });
      await onChanged();
      onClose();
    },
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={t("tenant.takeOverTheOwnershipOf", { tenant })}
      description={t("tenant.youMayDoEverythingFrom", { by })}
      busy={accept.isPending}
      error={accept.error ? describeApiError(accept.error).message : undefined}
      action={{ label: t("tenant.takeOver"), variant: "primary", onAction: () => accept.mutate() }}
    >
      {confirmation}
    </AlertDialog>
  );
}

interface EndOfferDialogProps {
  readonly title: string;
  readonly description: string;
  readonly label: string;
  readonly onClose: () => void;
}

/** Asks before an offer of ownership ends: taken back by the owner, or declined by the other. */
export function EndOfferDialog({ title, description, label, onClose }: EndOfferDialogProps) {
  const trpc = useTRPC();
  const onChanged = useOwnershipChanged();
  const end = useMutation(
    trpc.tenant.cancelOffer.mutationOptions({
      onSuccess: async () => {
        await onChanged();
        onClose();
      },
    }),
  );
  return (
    <AlertDialog
      onClose={onClose}
      title={title}
      description={description}
      busy={end.isPending}
      error={end.error ? describeApiError(end.error).message : undefined}
      action={{ label, onAction: () => end.mutate({}) }}
    />
  );
}

/** After anything about the ownership: rights, offers and badges are on every page, so all of it is read again. */
export function useOwnershipChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    router.refresh();
    await queryClient.invalidateQueries();
  };
}
