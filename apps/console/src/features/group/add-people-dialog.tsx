"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { useState } from "react";
import { Chip } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { FindPeople } from "./find-people.tsx";
import { addedText } from "./group-text.ts";
import { PastePeople } from "./paste-people.tsx";
import { type Selection, useSelection } from "./use-group-search.ts";
import { useMovePeople } from "./use-move-people.ts";

/** Chips shown before the rest is counted. */
const chipsMax = 12;

/** Puts people into a group: found one by one, or by a pasted list of e-mails. */
export function AddPeopleDialog({ group, onClose }: { readonly group: GroupDetail; readonly onClose: () => void }) {
  const [isPasting, setIsPasting] = useState(false);
  const selection = useSelection();
  const count = selection.people.length;
  const whom = `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;
  const { move, isPending, failure } = useMovePeople("addMembers", group, (moved) => {
    showToast({ message: addedText(moved, group.name), tone: "success" });
    onClose();
  });
  const roles = group.roles.map((role) => role.name).join(", ");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Add people to ${group.name}`}
      description={
        roles === "" ? undefined : `They get ${group.roles.length === 1 ? "the role" : "the roles"} ${roles}.`
      }
      busy={isPending}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" disabled={isPending} onClick={() => setIsPasting(!isPasting)}>
            {isPasting ? "Search instead" : "Paste e-mails"}
          </Button>
          <Button disabled={isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            busy={isPending}
            disabledReason={count === 0 ? "Choose somebody first." : undefined}
            onClick={() => move(selection.people)}
          >
            {count === 0 ? "Add" : `Add ${whom}`}
          </Button>
        </>
      }
    >
      {isPasting ? (
        <PastePeople onFound={(people) => selection.choose(people, true)} />
      ) : (
        <FindPeople group={group} selection={selection} />
      )}
      <ChosenPeople selection={selection} />
      <FailureNote message={failure} />
    </Dialog>
  );
}

function ChosenPeople({ selection }: { readonly selection: Selection }) {
  const { people } = selection;
  if (people.length === 0) return null;
  return (
    <section aria-label="Chosen" className="mt-3 flex flex-wrap items-center gap-1.5">
      {people.slice(0, chipsMax).map((person) => (
        <Chip
          key={person.id}
          removeLabel={`Leave out ${displayName(person)}`}
          onRemove={() => selection.choose([person], false)}
        >
          <span className="max-w-48 truncate">{displayName(person)}</span>
        </Chip>
      ))}
      {people.length > chipsMax && <span className="text-xs text-ink-muted">and {people.length - chipsMax} more</span>}
    </section>
  );
}
