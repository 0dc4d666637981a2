import type { UserInvitation } from "@portcullis/domain/user/user";
import { RelativeTime } from "#ui/relative-time.tsx";

/** How long somebody who is pending can still accept. */
export function InvitationNote({ invitation }: { readonly invitation: UserInvitation | null }) {
  if (!invitation) return "Not invited";
  if (invitation.expired) return <span className="text-danger-ink">Invitation expired</span>;
  return (
    <>
      Expires <RelativeTime at={invitation.expiresAt} />
    </>
  );
}
