"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const me = useMe();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button disabledReason={permissionRefusal(t, me, "group:write")} onClick={() => setOpen("edit")}>
        <Pencil aria-hidden="true" />
        {t("common.edit")}
      </Button>
      <Menu trigger={<IconButton variant="secondary" label={t("common.moreActions")} icon={<Ellipsis />} />}>
        <MenuItem danger icon={<Trash2 />} disabledReason={whyNotMove(t, me, group)} onSelect={() => setOpen("delete")}>
          {t("group.delete")}
        </MenuItem>
      </Menu>
      {open === "edit" && <GroupDialog group={group} onClose={close} />}
      {open === "delete" && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  );
}

/** Asks before a group is deleted: first how many people lose what. */
function DeleteGroupDialog({ group, onClose }: { readonly group: GroupDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const router = useRouter();
  const invalidate = useInvalidate();
  const impact = useQuery({ ...trpc.group.impact.queryOptions({ id: group.id }), staleTime: 0 });
  const remove = useMutation(
    trpc.group.delete.mutationOptions({
      onSuccess: () => {
        showToast({ message: t("group.isDeleted", { name: group.name }), tone: "success" });
        invalidate({ nouns: ["group"], gone: group.id });
        router.replace("/groups");
      },
    }),
  );
  const failure = remove.error ?? impact.error;
  return (
    <AlertDialog
      onClose={onClose}
      title={t("group.delete2", { name: group.name })}
      description={
        impact.data ? (
          <ul className="flex flex-col gap-1">
            {groupImpactSentences(t, impact.data).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : impact.isError ? (
          t("group.whatItWouldTakeFrom")
        ) : (
          <Skeleton className="h-15 w-full" />
        )
      }
      busy={remove.isPending || remove.isSuccess}
      error={failure ? describeApiError(failure).message : undefined}
      action={{
        label: t("common.delete"),
        onAction: () => remove.mutate({ id: group.id }),
        disabledReason: impact.data ? undefined : t("group.firstItMustBeKnown"),
      }}
    >
      <p className="text-sm text-ink-muted">{t("group.thisCannotBeUndoneThe")}</p>
    </AlertDialog>
  );
}
