"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { removedText } from "./moved-text.ts";
import { useMovePeople } from "./use-move-people.ts";
import type { Chosen } from "./use-selection.ts";

export interface RemovePeopleDialogProps {
  readonly group: GroupDetail;
  readonly people: readonly Chosen[];
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before people leave a group. */
export function RemovePeopleDialog({ group, people, onClose, onRemoved }: RemovePeopleDialogProps) {
  const whom = people.length === 1 && people[0] ? displayName(people[0]) : `${people.length} people`;
  const { move, isPending, failure } = useMovePeople("removeMembers", group, (moved) => {
    showToast({ message: removedText(moved, group.name), tone: "success" });
    onRemoved();
    onClose();
  });
  const given = [
    ...group.roles.map((role) => `the role ${role.name}`),
    ...(group.maxDevices === null ? [] : [`the limit of ${group.maxDevices} devices`]),
  ];
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${whom} from ${group.name}`}
      description={
        given.length === 0
          ? "The group gives nothing, so nobody loses anything."
          : `Who does not have it in another way loses now: ${given.join(", ")}. Devices that are there stay.`
      }
      busy={isPending}
      error={failure}
      action={{ label: "Remove", onAction: () => move(people) }}
    />
  );
}
