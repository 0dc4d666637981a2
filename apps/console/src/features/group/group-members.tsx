"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UserMinus, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { whyNotMove } from "#features/user/disabled-reasons.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState, ForbiddenState } from "#ui/feedback/state-panel.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table.tsx";
import { AddPeopleDialog } from "./add-people-dialog.tsx";
import { toListMembers } from "./group-search-params.ts";
import { removedText } from "./group-text.ts";
import { MembersTable } from "./members-table.tsx";
import { type Chosen, useGroupSearch, useSelection } from "./use-group-search.ts";
import { useMovePeople } from "./use-move-people.ts";

/** Who is in the group: search, pages, and moving many at once. */
export function GroupMembers({ group }: { readonly group: GroupDetail }) {
  const me = useMe();
  const { search, find, previous, next } = useGroupSearch();
  const [open, setOpen] = useState<"add" | "remove" | null>(null);
  const selection = useSelection();
  const maySee = me.permissions.includes("user:read");
  const list = useQuery({
    ...useTRPC().user.list.queryOptions(toListMembers(group.id, search), { enabled: maySee }),
    placeholderData: keepPreviousData,
  });
  if (!maySee) return <ForbiddenState title="You may not see who is in this group" permission="user:read" />;
  const disabledReason = whyNotMove(me, group);
  const chosen = selection.people.length;
  return (
    <Panel
      title="People"
      flush
      actions={
        <Button size="sm" disabledReason={disabledReason} onClick={() => setOpen("add")}>
          <UserPlus aria-hidden="true" />
          Add people
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-2 p-3">
        <SearchInput
          label="Search people of this group"
          placeholder="Search name or e-mail"
          className="w-full sm:w-64"
          value={search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={find}
        />
        {chosen > 0 && (
          <>
            <Button variant="danger-quiet" disabledReason={disabledReason} onClick={() => setOpen("remove")}>
              <UserMinus aria-hidden="true" />
              Remove {chosen.toLocaleString("en")}
            </Button>
            <Button variant="ghost" onClick={selection.clear}>
              Clear selection
            </Button>
          </>
        )}
      </div>
      <QueryView
        query={list}
        failure="The people of this group could not be loaded"
        skeleton={<TableSkeleton label="People" columns={["Name", "Status", "Devices", "Last connection"]} />}
        empty={
          <EmptyState icon={<Users />} title={search.q === "" ? "Nobody is in this group yet" : "Nobody matches"}>
            {search.q === "" ? "Add people by name, or paste a list of e-mails." : "Try fewer letters."}
          </EmptyState>
        }
      >
        {(page) => (
          <>
            <MembersTable people={page.items} busy={list.isPlaceholderData} selection={selection} />
            <div className="px-4">
              <Pagination
                noun="member"
                total={page.total}
                shown={page.items.length}
                busy={list.isFetching}
                onPrevious={previous}
                onNext={next(page.nextCursor)}
              />
            </div>
          </>
        )}
      </QueryView>
      {open === "add" && <AddPeopleDialog group={group} onClose={() => setOpen(null)} />}
      {open === "remove" && (
        <RemovePeopleDialog
          group={group}
          people={selection.people}
          onClose={() => setOpen(null)}
          onRemoved={selection.clear}
        />
      )}
    </Panel>
  );
}

interface RemovePeopleDialogProps {
  readonly group: GroupDetail;
  readonly people: readonly Chosen[];
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before people leave a group. */
function RemovePeopleDialog({ group, people, onClose, onRemoved }: RemovePeopleDialogProps) {
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
