"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { MailX, Send } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { InvitationLink } from "#features/invitation/invitation-link.tsx";
import { mailNote } from "#features/invitation/mail-note.ts";
import { Button } from "#ui/button.tsx";
import { DetailList } from "#ui/detail-list.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { LiveRegion } from "#ui/feedback/live-region.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Status } from "#ui/status.tsx";
import { whyNotChange } from "./refusal.ts";
import { useInvitation } from "./use-invitation.ts";

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
