"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { CopyButton } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** Makes a link for somebody to set a new password, and shows it this once. */
export function ResetPasswordDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const make = useMutation({
    mutationFn: () => confirmed(() => client.user.resetPassword.mutate({ id: user.id })),
  });
  const name = displayName(user);
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={make.isSuccess ? `A link for ${name}` : `Reset the password of ${name}`}
      description={`This creates a link that works once, within a day. ${name} chooses a new password with it; you never learn it. Until then the old password and all sessions stay as they are. An earlier link stops working.`}
      busy={make.isPending}
      error={make.isError ? describeApiError(make.error).message : undefined}
      action={{ label: "Make a link", variant: "primary", onAction: () => make.mutate() }}
      outcome={make.data && <MadeLink {...make.data} email={user.email} />}
    >
      {confirmation}
    </AlertDialog>
  );
}

function MadeLink(made: { link: string; mail: "sent" | "failed" | "off"; expiresAt: Date; email: string }) {
  return (
    <div className="flex flex-col gap-4 text-base">
      <Callout tone={made.mail === "sent" ? "success" : "warning"}>
        {made.mail === "sent" && `It was mailed to ${made.email}.`}
        {made.mail === "failed" && `The mail to ${made.email} could not be sent: pass the link on yourself.`}
        {made.mail === "off" && "This Portcullis sends no mail: pass the link on yourself."}
      </Callout>
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <output className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">{made.link}</output>
        <CopyButton value={made.link} label="Copy the link" />
      </div>
      <p className="text-sm text-ink-muted">
        It is shown only once, and expires <RelativeTime at={made.expiresAt} />. Anyone who opens it can set the
        password: give it to nobody else.
      </p>
    </div>
  );
}

/** Asks before somebody's second factors are taken away, who has lost them. */
export function ResetFactorsDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const name = displayName(user);
  const reset = useMutation({
    mutationFn: () => confirmed(() => client.user.resetFactors.mutate({ id: user.id })),
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      void invalidate(queryClient, { nouns: ["session"] });
      showToast({ message: `The second factors of ${name} are reset`, tone: "success" });
      onClose();
    },
  });
  const { sessionCount } = user;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Reset the second factors of ${name}`}
      description={`Authenticator app, passkeys and recovery codes end now, and ${sessionCount === 1 ? "1 session ends" : `${sessionCount} sessions end`}. The password alone lets them in again, until they set up a new factor.`}
      busy={reset.isPending}
      error={reset.error ? describeApiError(reset.error).message : undefined}
      action={{ label: "Reset", onAction: () => reset.mutate() }}
    >
      <p className="text-sm text-ink-muted">Make sure that the request is really theirs: call back, or see them.</p>
      {confirmation}
    </AlertDialog>
  );
}
