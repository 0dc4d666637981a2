"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const me = useMe();
  const [open, setOpen] = useState<"offer" | "cancel" | undefined>();
  const { owner, ownershipOffer: offer } = tenant;
  const name = displayName(owner);
  const disabledReason = me.isOwner ? undefined : t("tenant.onlyTheOwnerCanHand", { name });
  const label = offer ? t("tenant.offerToSomebodyElse") : t("tenant.offerOwnership");
  return (
    <Panel
      title={t("tenant.ownership")}
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
              {t.rich("tenant.offeredToTheOfferEnds", {
                name: displayName(offer.to),
                link: (chunks) => (
                  <PageLink href={`/users/${offer.to.id}`} className="font-medium underline">
                    {chunks}
                  </PageLink>
                ),
                time: () => <RelativeTime at={offer.createdAt} focusable />,
                end: () => <RelativeTime at={offer.expiresAt} focusable />,
              })}
            </p>
            {me.isOwner && (
              <Button size="sm" className="mt-2" onClick={() => setOpen("cancel")}>
                {t("tenant.takeTheOfferBack")}
              </Button>
            )}
          </Callout>
        )}
        <p className="max-w-prose text-ink-muted">{t("tenant.theOwnerMayDoEverything")}</p>
      </div>
      {open === "offer" && <OfferOwnershipDialog tenant={tenant} onClose={() => setOpen(undefined)} />}
      {open === "cancel" && offer && (
        <EndOfferDialog
          title={t("tenant.takeBackTheOfferTo", { name: displayName(offer.to) })}
          description={t("tenant.canNoLongerAcceptYou", { name: displayName(offer.to) })}
          label={t("tenant.takeBack")}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}

/** Picks whom to offer the ownership to, and says what that leads to. */
function OfferOwnershipDialog(props: { readonly tenant: TenantDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const { tenant, onClose } = props;
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const [chosen, setChosen] = useState<UserItem | undefined>();
  const offer = useMutation({
    mutationFn: (userId: string) => confirmed(() => client.tenant.offerOwnership.mutate({ userId })),
    onSuccess: async ({ ownershipOffer }) => {
      await onChanged();
      if (ownershipOffer)
        showToast({ message: t("tenant.offeredTo", { name: displayName(ownershipOffer.to) }), tone: "success" });
      onClose();
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={t("tenant.offerOwnership")}
      description={t("tenant.nothingChangesUntilTheOther", { name: tenant.name })}
      busy={offer.isPending}
      footer={
        <>
          <Button disabled={offer.isPending} onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            variant="primary"
            busy={offer.isPending}
            disabledReason={chosen ? undefined : t("common.chooseAPersonFirst")}
            onClick={() => chosen && offer.mutate(chosen.id)}
          >
            {chosen ? t("tenant.offerTo", { name: displayName(chosen) }) : t("tenant.offer")}
          </Button>
        </>
      }
    >
      <ChoosePerson
        legend={t("tenant.whomToOfferItTo")}
        chosen={chosen}
        except={tenant.owner.id}
        onChoose={setChosen}
      />
      <ul className="mt-4 list-disc space-y-1 pl-5 text-sm text-ink-muted">
        <li>{t("tenant.theOfferStandsForSeven")}</li>
        {tenant.ownershipOffer && (
          <li>{t("tenant.itTakesThePlaceOf", { name: displayName(tenant.ownershipOffer.to) })}</li>
        )}
        <li>{t("tenant.onceAcceptedOnlyTheNew")}</li>
      </ul>
      <FailureNote message={offer.isError ? describeApiError(offer.error).message : undefined} />
      {confirmation}
    </Dialog>
  );
}
