"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { groupImpactSentences } from "./group-impact.ts";
import { useRefreshGroups } from "./use-refresh-groups.ts";

/** Asks before a group is deleted: first how many people lose what. */
export function DeleteGroupDialog({ group, onClose }: { readonly group: GroupDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshGroups();
  const impact = useQuery({ ...trpc.group.impact.queryOptions({ id: group.id }), staleTime: 0 });
  const remove = useMutation(
    trpc.group.delete.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${group.name} is deleted`, tone: "success" });
        refresh(group.id);
        router.replace("/groups");
      },
    }),
  );
  const failure = remove.error ?? impact.error;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${group.name}`}
      description={
        impact.data ? (
          <ul className="flex flex-col gap-1">
            {groupImpactSentences(impact.data).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : impact.isError ? (
          "What it would take from whom could not be counted."
        ) : (
          <Skeleton className="h-15 w-full" />
        )
      }
      busy={remove.isPending || remove.isSuccess}
      error={failure ? describeApiError(failure).message : undefined}
      action={{
        label: "Delete",
        onAction: () => remove.mutate({ id: group.id }),
        disabledReason: impact.data ? undefined : "First it must be known who loses what.",
      }}
    >
      <p className="text-sm text-ink-muted">This cannot be undone. The audit log keeps who was in it.</p>
    </AlertDialog>
  );
}
