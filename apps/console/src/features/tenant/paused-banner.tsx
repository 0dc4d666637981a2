"use client";

import { useMutation } from "@tanstack/react-query";
import { DatabaseBackup } from "lucide-react";
import { useState } from "react";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";
import { useOwnershipChanged } from "./ownership-banner.tsx";

/** On every page of a tenant that is paused since a backup was restored: what that means, and the way out of it. */
export function PausedBanner() {
  const { held, tenant } = useMe();
  const [isAsking, setAsking] = useState(false);
  if (!held) return null;
  return (
    <section
      aria-label="Restored backup"
      className="mt-4 flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink print:hidden"
    >
      <DatabaseBackup aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p>
          <strong className="font-semibold">A backup was restored</strong> <RelativeTime at={held.since} focusable />.
          Until you resume {tenant.name}, nobody but you can sign in, and no device connects.
        </p>
        <p>
          {held.newestEntry ? (
            <>
              Its newest entry is of <ExactTimestamp at={held.newestEntry} />: everything that was changed later is
              undone.
            </>
          ) : (
            "Everything that was changed after it was made is undone."
          )}
        </p>
      </div>
      <Button size="sm" variant="primary" onClick={() => setAsking(true)}>
        Resume
      </Button>
      {isAsking && <ReleaseDialog tenant={tenant.name} onClose={() => setAsking(false)} />}
    </section>
  );
}

interface ReleaseDialogProps {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly onClose: () => void;
}

/** Says what has to be looked at before a restored tenant is open again, and opens it. */
function ReleaseDialog({ tenant, onClose }: ReleaseDialogProps) {
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
