"use client";

import type { ResentInvitation } from "@portcullis/domain/invitation";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MailX, Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { InvitationLink, mailNote } from "#features/invitation/invitation-link.tsx";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Callout, FailureNote, LiveRegion } from "#ui/feedback/callout.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { whyNotChange } from "./disabled-reasons.ts";

/** The invitation of somebody who has not come in yet: until when it holds, and a new link or none. */
export function InvitationPanel({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const me = useMe();
  const { resend, revoke, isResending, isRevoking, sent, failure } = useInvitation(user);
  const { invitation } = user;
  const disabledReason = whyNotChange(t, me, user, "user:invite");
  const note = sent && mailNote(t, [sent.mail]);
  return (
    <Panel title={t("user.invitation")}>
      {invitation ? (
        <DetailList
          details={[
            {
              term: t("user.state"),
              value: invitation.expired ? (
                <Status tone="danger">{t("user.expired")}</Status>
              ) : (
                <Status tone="warning">{t("user.open")}</Status>
              ),
            },
            {
              term: invitation.expired ? t("user.expired") : t("user.expires2"),
              value: <RelativeTime at={invitation.expiresAt} focusable />,
            },
            { term: t("user.invitedBy"), value: invitation.invitedBy ?? t("device.aDeletedPerson") },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-muted">{t("user.thereIsNoOpenInvitation")}</p>
      )}
      {sent && (
        <div className="mt-4 grid grid-cols-1 gap-2">
          {note && <Callout tone={note.tone}>{note.text}</Callout>}
          <InvitationLink link={sent.link} of={user.email} />
          <p className="text-xs text-ink-muted">{t("user.shownOnlyOnceAnyoneWho")}</p>
        </div>
      )}
      <FailureNote message={failure} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button disabledReason={disabledReason} busy={isResending} onClick={resend}>
          <Send aria-hidden="true" />
          {invitation ? t("user.sendAgain") : t("user.sendInvitation")}
        </Button>
        {invitation && (
          <Button variant="danger-quiet" disabledReason={disabledReason} busy={isRevoking} onClick={revoke}>
            <MailX aria-hidden="true" />
            {t("user.revoke")}
          </Button>
        )}
      </div>
      <LiveRegion message={sent ? t("user.aNewLinkIsCreated", { note: note?.text ?? "" }) : ""} />
    </Panel>
  );
}

/** Sending a person's invitation again and voiding it. */
function useInvitation(user: UserDetail) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => void invalidate(queryClient, { nouns: ["user"] });
  // Kept by itself: one that is refused because it comes too soon must not take the link from the screen that still opens.
  const [sent, setSent] = useState<ResentInvitation | undefined>();
  const resend = useMutation(trpc.user.resendInvitation.mutationOptions({ onSuccess: setSent, onSettled: refresh }));
  const revoke = useMutation(
    trpc.user.revokeInvitation.mutationOptions({
      onSuccess: (next) => {
        resend.reset();
        setSent(undefined);
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      },
      onSettled: refresh,
    }),
  );
  const error = resend.error ?? revoke.error;
  return {
    resend: () => {
      revoke.reset();
      resend.mutate({ id: user.id });
    },
    revoke: () => revoke.mutate({ id: user.id }),
    isResending: resend.isPending,
    isRevoking: revoke.isPending,
    /** The link as it was made, for this once, and what became of its mail. */
    sent,
    failure: error ? describeApiError(error).message : undefined,
  };
}
