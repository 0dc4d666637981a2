import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import type { UserInvitation } from "@portcullis/domain/user/user";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";

const variants = {
  active: { tone: "success", label: "Active" },
  pending: { tone: "warning", label: "Pending" },
  inactive: { tone: "hollow", label: "Deactivated" },
} as const;

/** The account's state; presence is another thing. */
export function UserStatus({ status }: { readonly status: LivingStatus }) {
  const { tone, label } = variants[status];
  return <Status tone={tone}>{label}</Status>;
}

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
