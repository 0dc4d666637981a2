"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { useState } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const [isPasting, setIsPasting] = useState(false);
  const selection = useSelection();
  const count = selection.people.length;
  const { move, isPending, failure } = useMovePeople("addMembers", group, (moved) => {
    showToast({ message: addedText(t, moved, group.name), tone: "success" });
    onClose();
  });
  const roles = group.roles.map((role) => role.name).join(", ");
  return (
    <Dialog
      onClose={onClose}
      title={t("group.addPeopleTo", { name: group.name })}
      description={roles === "" ? undefined : t("group.theyGetTheRole", { count: group.roles.length, roles })}
      busy={isPending}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" disabled={isPending} onClick={() => setIsPasting(!isPasting)}>
            {isPasting ? t("group.searchInstead") : t("group.pasteEMails")}
          </Button>
          <Button disabled={isPending} onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            variant="primary"
            busy={isPending}
            disabledReason={count === 0 ? t("group.chooseSomebodyFirst") : undefined}
            onClick={() => move(selection.people)}
          >
            {count === 0 ? t("common.add") : t("group.add", { count })}
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
  const t = useTranslations();
  const { people } = selection;
  if (people.length === 0) return null;
  return (
    <section aria-label={t("group.chosen")} className="mt-3 flex flex-wrap items-center gap-1.5">
      {people.slice(0, chipsMax).map((person) => (
        <Chip
          key={person.id}
          removeLabel={t("group.leaveOut", { name: displayName(person) })}
          onRemove={() => selection.choose([person], false)}
        >
          <span className="max-w-48 truncate">{displayName(person)}</span>
        </Chip>
      ))}
      {people.length > chipsMax && (
        <span className="text-xs text-ink-muted">{t("group.andMore", { count: people.length - chipsMax })}</span>
      )}
    </section>
  );
}
