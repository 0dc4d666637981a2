import type { BulkOperation, StartBulk } from "@portcullis/domain/bulk";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";

/** Whether a preview cannot be started any more, so that it has to be looked at again. Expired ones are removed after a while. */
export function isPreviewOver(error: unknown): boolean {
  const { reason } = describeApiError(error).data;
  return reason === "bulk_not_open" || reason === "not_found";
}

/** What came of a call about an operation, on every open page. */
function useShowOperation() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (operation: BulkOperation) => {
    const key: QueryKey = trpc.bulk.get.queryKey({ id: operation.id });
    queryClient.setQueryData(key, operation);
    void invalidate(queryClient, { nouns: ["bulk"] });
  };
}

interface StartOptions {
  readonly onStarted: () => void;
  readonly onError: (error: unknown) => void;
}

/** Starts what was previewed, or has it wait for approval, and leads to its page. */
export function useStart({ id }: BulkOperation, { onStarted, onError }: StartOptions) {
  const client = useTRPCClient();
  const router = useRouter();
  const show = useShowOperation();
  const { confirmed, confirmation } = useConfirmIdentity();
  const start = useMutation({
    mutationFn: (how: Omit<StartBulk, "id">) => confirmed(() => client.bulk.start.mutate({ id, ...how })),
    onSuccess: (operation) => {
      show(operation);
      onStarted();
      router.push(`/changes/bulk/${id}`);
    },
    onError,
  });
  return { mutate: start.mutate, isPending: start.isPending || start.isSuccess, error: start.error, confirmation };
}

/** What is decided about an operation that waits or runs. */
export type Decision = "approve" | "decline" | "cancel";

/** Approves, declines or cancels an operation. */
export function useDecide(
  { id }: BulkOperation,
  decision: Decision,
  { onDone, onError }: { readonly onDone: () => void; readonly onError: (error: unknown) => void },
) {
  const client = useTRPCClient();
  const show = useShowOperation();
  const queryClient = useQueryClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const decide = useMutation({
    mutationFn: (typed: number | undefined) =>
      confirmed(() =>
        decision === "approve"
          ? client.bulk.approve.mutate({ id, ...(typed !== undefined && { typed }) })
          : client.bulk[decision].mutate({ id }),
      ),
    onSuccess: (operation) => {
      show(operation);
      onDone();
    },
    onError: (error) => {
      onError(error);
      // Somebody else may have been faster.
      void invalidate(queryClient, { nouns: ["bulk"] });
    },
  });
  return { mutate: decide.mutate, isPending: decide.isPending, error: decide.error, confirmation };
}
