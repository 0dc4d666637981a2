"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UserMinus, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { whyNotMove } from "#features/user/disabled-reasons.ts";
import { useUserTotal } from "#features/user/use-user-total.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { countText } from "#ui/count-text.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState, ForbiddenState } from "#ui/feedback/state-panel.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table.tsx";
import { AddPeopleDialog } from "./add-people-dialog.tsx";
import { toListMembers, toMemberFilter } from "./group-search-params.ts";
import { removedText } from "./group-text.ts";
import { MembersTable } from "./members-table.tsx";
import { type Chosen, useGroupSearch, useSelection } from "./use-group-search.ts";
import { useMovePeople } from "./use-move-people.ts";

/** Who is in the group: search, pages, and moving many at once. */
export function GroupMembers({ group }: { readonly group: GroupDetail }) {
  const t = useTranslations();
  const me = useMe();
  const { search, find, previous, next } = useGroupSearch();
  const [open, setOpen] = useState<"add" | "remove" | null>(null);
  const selection = useSelection();
  const maySee = me.permissions.includes("user:read");
  const list = useQuery({
    ...useTRPC().user.list.queryOptions(toListMembers(group.id, search), { enabled: maySee }),
    placeholderData: keepPreviousData,
  });
  const total = useUserTotal(toMemberFilter(group.id, search), search.pages, list);
  if (!maySee) return <ForbiddenState title={t("group.youMayNotSeeWho")} permission="user:read" />;
  const disabledReason = whyNotMove(t, me, group);
  const chosen = selection.people.length;
  return (
    <Panel
      title={t("common.people")}
      flush
      actions={
        <Button size="sm" disabledReason={disabledReason} onClick={() => setOpen("add")}>
          <UserPlus aria-hidden="true" />
          {t("group.addPeople")}
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-2 p-3">
        <SearchInput
          label={t("group.searchPeopleOfThisGroup")}
          placeholder={t("common.searchNameOrEMail")}
          className="w-full sm:w-64"
          value={search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={find}
        />
        {chosen > 0 && (
          <>
            <Button variant="danger-quiet" disabledReason={disabledReason} onClick={() => setOpen("remove")}>
              <UserMinus aria-hidden="true" />
              {t("group.remove", { chosen })}
            </Button>
            <Button variant="ghost" onClick={selection.clear}>
              {t("group.clearSelection")}
            </Button>
          </>
        )}
      </div>
      <QueryView
        query={list}
        failure={t("group.thePeopleOfThisGroup")}
        skeleton={
          <TableSkeleton
            label={t("common.people")}
            columns={[t("common.name"), t("common.status"), t("common.devices"), t("common.lastConnection")]}
          />
        }
        empty={
          <EmptyState
            icon={<Users />}
            title={search.q === "" ? t("group.nobodyIsInThisGroup") : t("common.nobodyMatches")}
          >
            {search.q === "" ? t("group.addPeopleByNameOr") : t("group.tryFewerLetters")}
          </EmptyState>
        }
      >
        {(page) => (
          <>
            <MembersTable people={page.items} busy={list.isPlaceholderData} selection={selection} />
            <div className="px-4">
              <Pagination
                noun="member"
                total={total}
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
  const t = useTranslations();
  const whom = people.length === 1 && people[0] ? displayName(people[0]) : countText(t, "person", people.length);
  const { move, isPending, failure } = useMovePeople("removeMembers", group, (moved) => {
    showToast({ message: removedText(t, moved, group.name), tone: "success" });
    onRemoved();
    onClose();
  });
  const given = [
    ...group.roles.map((role) => t("group.theRole", { name: role.name })),
    ...(group.maxDevices === null ? [] : [t("group.theLimitOfDevices", { maxDevices: group.maxDevices })]),
  ];
  return (
    <AlertDialog
      onClose={onClose}
      title={t("group.removeFrom", { whom, name: group.name })}
      description={
        given.length === 0
          ? t("group.theGroupGivesNothingSo")
          : t("group.whoDoesNotHaveIt", { given: given.join(", ") })
      }
      busy={isPending}
      error={failure}
      action={{ label: t("common.remove"), onAction: () => move(people) }}
    />
  );
}
