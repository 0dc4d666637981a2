"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeApiError } from "#components/api-error.ts";
import { useTRPC } from "#trpc/client.ts";

/** Sending a person's invitation again and voiding it. */
export function useInvitation(user: UserDetail) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => {
    for (const noun of [trpc.user, trpc.audit]) void queryClient.invalidateQueries({ queryKey: noun.pathKey() });
  };
  const resend = useMutation(trpc.user.resendInvitation.mutationOptions({ onSettled: refresh }));
  const revoke = useMutation(
    trpc.user.revokeInvitation.mutationOptions({
      onSuccess: (next) => {
        resend.reset();
        queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      },
      onSettled: refresh,
    }),
  );
  const error = resend.error ?? revoke.error;
  return {
    resend() {
      revoke.reset();
      resend.mutate({ id: user.id });
    },
    revoke() {
      revoke.mutate({ id: user.id });
    },
    isResending: resend.isPending,
    isRevoking: revoke.isPending,
    /** The link as it was made, for this once, and what became of its mail. */
    sent: resend.data,
    failure: error ? describeApiError(error).message : undefined,
  };
}
