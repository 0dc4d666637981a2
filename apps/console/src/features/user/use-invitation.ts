import type { ResentInvitation } from "@portcullis/domain/invitation";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";

/** Sending a person's invitation again and voiding it. */
export function useInvitation(user: UserDetail) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => {
    for (const noun of [trpc.access, trpc.user, trpc.audit])
      void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
  };
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
