"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal, whyNotMove } from "#features/user/disabled-reasons.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button, IconButton } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { Menu, MenuItem } from "#ui/overlay/menu.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import { groupImpactSentences } from "./group-text.ts";

/** What can be done with a group; what is refused says why. */
export function GroupActions({ group }: { readonly group: GroupDetail }) {
  const me = useMe();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button disabledReason={permissionRefusal(me, "group:write")} onClick={() => setOpen("edit")}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      <Menu trigger={<IconButton variant="secondary" label="More actions" icon={<Ellipsis />} />}>
        <MenuItem danger icon={<Trash2 />} disabledReason={whyNotMove(me, group)} onSelect={() => setOpen("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      {open === "edit" && <GroupDialog group={group} onClose={close} />}
      {open === "delete" && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  );
}

/** Asks before a group is deleted: first how many people lose what. */
function DeleteGroupDialog({ group, onClose }: { readonly group: GroupDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const invalidate = useInvalidate();
  const impact = useQuery({ ...trpc.group.impact.queryOptions({ id: group.id }), staleTime: 0 });
  const remove = useMutation(
    trpc.group.delete.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${group.name} is deleted`, tone: "success" });
        invalidate({ nouns: ["group"], gone: group.id });
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
