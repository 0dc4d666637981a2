"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { GroupForm } from "./group-form.tsx";
import { useSaveGroup } from "./use-save-group.ts";

const formId = "group";

export interface GroupDialogProps {
  /** The one to change; undefined for a new one. */
  readonly group?: GroupDetail | undefined;
  readonly onClose: () => void;
  readonly onSaved?: ((group: GroupDetail) => void) | undefined;
}

/** Makes or changes a group. Where somebody else saved meanwhile, it says so and lets one choose. */
export function GroupDialog({ group, onClose, onSaved }: GroupDialogProps) {
  const { form, base, theirs, isPending, failure, submit, takeTheirs } = useSaveGroup(group, (saved) => {
    onClose();
    onSaved?.(saved);
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={group ? `Edit ${group.name}` : "New group"}
      description={group ? undefined : "Everybody in it gets its roles and its device limit."}
      busy={isPending}
      footer={
        <>
          <Button disabled={isPending} onClick={theirs ? takeTheirs : onClose}>
            {theirs ? "Take theirs" : "Cancel"}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {theirs ? "Overwrite with mine" : group ? "Save" : "Create group"}
          </Button>
        </>
      }
    >
      <GroupForm id={formId} form={form} group={base} onSubmit={() => void submit()} />
      <div aria-live="assertive">
        {theirs && (
          <Callout tone="warning" className="mt-4">
            Somebody else changed this group meanwhile. Take what they made of it, or overwrite it with what stands
            here.
          </Callout>
        )}
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
