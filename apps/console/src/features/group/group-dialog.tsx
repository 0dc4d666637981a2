"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { GroupForm } from "./group-form.tsx";
import { useSaveGroup } from "./use-save-group.ts";

const formId = "group";
/** Roles are a set: what each one added or took away is kept. */
const labels: Readonly<Record<string, string>> = {
  name: "Name",
  description: "Description",
  maxDevices: "Device limit",
};

interface GroupDialogProps {
  /** The one to change; undefined for a new one. */
  readonly group?: GroupDetail | undefined;
  readonly onClose: () => void;
  readonly onSaved?: ((group: GroupDetail) => void) | undefined;
}

/** Makes or changes a group. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function GroupDialog({ group, onClose, onSaved }: GroupDialogProps) {
  const { form, base, conflicts, isPending, failure, submit, takeTheirs } = useSaveGroup(group, (saved) => {
    onClose();
    onSaved?.(saved);
  });
  const isConflict = conflicts.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={group ? `Edit ${group.name}` : "New group"}
      description={group ? undefined : "Everybody in it gets its roles and its device limit."}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={isConflict ? takeTheirs : onClose}>
            {isConflict ? "Take theirs" : "Cancel"}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {isConflict ? "Overwrite with mine" : group ? "Save" : "Create group"}
          </Button>
        </>
      }
    >
      <GroupForm id={formId} form={form} group={base} onSubmit={() => void submit()} />
      <div aria-live="assertive">
        <ConflictNote className="mt-4" conflicts={conflicts} label={(field) => labels[field] ?? field} />
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

/** Opens the form for a new group, and then the group. */
export function NewGroupButton() {
  const me = useMe();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={permissionRefusal(me, "group:write")} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" />
        New group
      </Button>
      {isOpen && (
        <GroupDialog onClose={() => setIsOpen(false)} onSaved={(group) => router.push(`/groups/${group.id}`)} />
      )}
    </>
  );
}
