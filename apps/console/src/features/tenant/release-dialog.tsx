"use client";

import { useMutation } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { useOwnershipChanged } from "./use-ownership-changed.ts";

export interface ReleaseDialogProps {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly onClose: () => void;
}

/** Says what has to be looked at before a restored tenant is open again, and opens it. */
export function ReleaseDialog({ tenant, onClose }: ReleaseDialogProps) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const release = useMutation({
    mutationFn: () => confirmed(() => client.tenant.release.mutate({})),
    onSuccess: async () => {
      showToast({ message: `${tenant} is open again`, tone: "success" });
      await onChanged();
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Resume ${tenant}`}
      description="Everybody who is active here can sign in again, with the passwords and passkeys of the backup, and every device that is on here connects. Portcullis cannot know what was revoked after the backup: only you and your people can."
      busy={release.isPending}
      error={release.error ? describeApiError(release.error).message : undefined}
      action={{ label: "Resume", variant: "danger", onAction: () => release.mutate() }}
    >
      <div className="grid gap-1 text-sm">
        <p className="font-medium">Before you do:</p>
        <ul className="list-disc space-y-1 pl-5 text-ink-muted">
          <li>Deactivate again everybody who left, and every device that was lost.</li>
          <li>Revoke again the roles and groups that had been revoked.</li>
          <li>Reset the password and factors of anyone whose were stolen.</li>
          <li>
            Give a new token to each gateway, and to each device that reports its posture: the old ones no longer work.
          </li>
          <li>Invite again anyone who had not accepted yet: their links ended, too.</li>
        </ul>
      </div>
      {confirmation}
    </AlertDialog>
  );
}
