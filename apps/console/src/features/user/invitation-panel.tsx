"use client";

import type { ResentInvitation } from "@portcullis/domain/invitation";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MailX, Send } from "lucide-react";
import { useState } from "react";
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
  const me = useMe();
  const { resend, revoke, isResending, isRevoking, sent, failure } = useInvitation(user);
  const { invitation } = user;
  const disabledReason = whyNotChange(me, user, "user:invite");
  const note = sent && mailNote([sent.mail]);
  return (
    <Panel title="Invitation">
      {invitation ? (
        <DetailList
          details={[
            {
              term: "State",
              value: invitation.expired ? <Status tone="danger">Expired</Status> : <Status tone="warning">Open</Status>,
            },
            {
              term: invitation.expired ? "Expired" : "Expires",
              value: <RelativeTime at={invitation.expiresAt} focusable />,
            },
            { term: "Invited by", value: invitation.invitedBy ?? "A deleted person" },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-muted">There is no open invitation. Send one, so that they can sign in.</p>
      )}
      {sent && (
        <div className="mt-4 grid grid-cols-1 gap-2">
          {note && <Callout tone={note.tone}>{note.text}</Callout>}
          <InvitationLink link={sent.link} of={user.email} />
          <p className="text-xs text-ink-muted">
            Shown only once. Anyone who has the link can activate this account; earlier links no longer work.
          </p>
        </div>
      )}
      <FailureNote message={failure} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button disabledReason={disabledReason} busy={isResending} onClick={resend}>
          <Send aria-hidden="true" />
          {invitation ? "Send again" : "Send invitation"}
        </Button>
        {invitation && (
          <Button variant="danger-quiet" disabledReason={disabledReason} busy={isRevoking} onClick={revoke}>
            <MailX aria-hidden="true" />
            Revoke
          </Button>
        )}
      </div>
      <LiveRegion message={sent ? `A new link is created. ${note?.text ?? ""}` : ""} />
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
