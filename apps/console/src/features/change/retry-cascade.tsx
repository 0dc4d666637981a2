"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";

import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";

export interface RetryCascadeProps {
  readonly cascadeId: string;
  /** Why the reader may not. */
  readonly disabledReason: string | undefined;
}

/** Sends a parked lifecycle change on its way again. */
export function RetryCascade({ cascadeId, disabledReason }: RetryCascadeProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.cascade.retry.mutationOptions({
      onSuccess: (cascade) => queryClient.setQueryData(trpc.cascade.get.queryKey({ id: cascadeId }), cascade),
      onError: (error) => showToast({ tone: "danger", message: describeApiError(error).message }),
      // A refusal too: somebody else may have been faster.
      onSettled: () => {
        void invalidate(queryClient, { nouns: ["user"] });
      },
    }),
  );
  return (
    <Button busy={retry.isPending} disabledReason={disabledReason} onClick={() => retry.mutate({ id: cascadeId })}>
      <RotateCw aria-hidden="true" />
      {t("common.retry")}
    </Button>
  );
}
