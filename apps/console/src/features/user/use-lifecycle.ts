import type { CascadeKind } from "@portcullis/domain/cascade";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { refreshAfterChange } from "#features/change/refresh-after-change.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";

/** How long "Undo" is offered, in milliseconds. */
const undoMs = 10_000;

/** The lifecycle changes of one user, and what the console does when they are through. */
export function useLifecycle(user: UserDetail) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const name = displayName(user);

  function settle(next: UserDetail): void {
    queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
    refreshAfterChange(queryClient, trpc);
  }
  const deactivate = useMutation(trpc.user.deactivate.mutationOptions({ onSuccess: settle }));
  const reactivate = useMutation(trpc.user.reactivate.mutationOptions({ onSuccess: settle }));
  const remove = useMutation(
    trpc.user.delete.mutationOptions({
      onSuccess: (cascade) => {
        refreshAfterChange(queryClient, trpc, user.id);
        showToast({ message: `${name} is deleted` });
        router.replace(`/cascades/${cascade.id}`);
      },
    }),
  );
  const undo = useMutation(
    trpc.user.reactivate.mutationOptions({
      onSuccess: (next) => {
        settle(next);
        showToast({ message: `${name} is reactivated`, tone: "success" });
      },
      onError: (error) => showToast({ message: describeApiError(error).message, tone: "danger" }),
    }),
  );
  const all = [deactivate, reactivate, remove];

  return {
    /** The API has answered: the change is committed. */
    done: deactivate.isSuccess || reactivate.isSuccess,
    isPending: all.some((change) => change.isPending) || remove.isSuccess,
    error: all.find((change) => change.isError)?.error,
    act(action: CascadeKind, reason: string): void {
      if (action === "deactivate") deactivate.mutate({ id: user.id, reason });
      else if (action === "reactivate") reactivate.mutate({ id: user.id });
      else remove.mutate({ id: user.id });
    },
    offerUndo(): void {
      showToast({
        message: `${name} is deactivated`,
        duration: undoMs,
        action: { label: "Undo", onAction: () => undo.mutate({ id: user.id }) },
      });
    },
  };
}
