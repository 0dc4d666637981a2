"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";

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
      void queryClient.invalidateQueries({ queryKey: trpc.session.list.pathKey() });
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
