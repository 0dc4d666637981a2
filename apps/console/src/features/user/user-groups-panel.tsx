"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { GroupLimit } from "#features/group/groups-table.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { CheckList } from "#ui/form/checkbox.tsx";
import { mergeSets } from "#ui/form/merge-edits.ts";
import { SearchInput } from "#ui/form/search-input.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { whyNotChange, whyNotMove } from "./disabled-reasons.ts";
import { groupNote } from "./user-text.ts";

/** The groups that a user is in, and the way to change them. */
export function UserGroupsPanel({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t("common.groups")}
      flush
      actions={
        <Button size="sm" disabledReason={whyNotChange(t, me, user, "group:write")} onClick={() => setIsOpen(true)}>
          {t("user.changeGroups")}
        </Button>
      }
    >
      {user.groups.length === 0 ? (
        <EmptyState icon={<UsersRound />} title={t("user.noGroups")}>
          {t("user.groupsCanCarryRolesAnd")}
        </EmptyState>
      ) : (
        <GroupsTable user={user} maySee={me.permissions.includes("group:read")} />
      )}
      {isOpen && <EditGroupsDialog user={user} onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}

function GroupsTable({ user, maySee }: { readonly user: UserDetail; readonly maySee: boolean }) {
  const t = useTranslations();
  const rolesOf = (groupId: string) =>
    user.roles.filter((role) => role.origins.some((origin) => origin.kind === "group" && origin.id === groupId));
  return (
    <Table label={t("common.groups")} framed={false}>
      <TableHead>
        <TableHeading kind="title">{t("common.group")}</TableHeading>
        <TableHeading>{t("common.roles")}</TableHeading>
        <TableHeading align="end">{t("common.deviceLimit")}</TableHeading>
      </TableHead>
      <TableBody>
        {user.groups.map((group) => (
          <TableRow key={group.id} href={maySee ? `/groups/${group.id}` : undefined}>
            <TableCell label={t("common.group")} kind="title">
              {maySee ? (
                <PageLink href={`/groups/${group.id}`} className="block truncate font-medium">
                  {group.name}
                </PageLink>
              ) : (
                <span className="block truncate font-medium">{group.name}</span>
              )}
              {group.description && <span className="block truncate text-xs text-ink-muted">{group.description}</span>}
            </TableCell>
            <TableCell label={t("common.roles")}>
              <span className="text-ink-muted">
                {rolesOf(group.id)
                  .map((role) => role.name)
                  .join(", ") || "–"}
              </span>
            </TableCell>
            <TableCell label={t("common.deviceLimit")} align="end">
              <GroupLimit maxDevices={group.maxDevices} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const idsOf = ({ groups }: UserDetail) => groups.map(({ id }) => id);

/** Chooses the groups that a person is in. One that carries what the reader could not give stays as it is, and says why. */
function EditGroupsDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const me = useMe();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(idsOf(user)));
  const list = useQuery({
    ...trpc.group.list.queryOptions({ ...(search.trim() && { search: search.trim() }), limit: 100 }),
    placeholderData: keepPreviousData,
  });
  const maySeeRoles = me.permissions.includes("role:read");
  const roles = useQuery(trpc.role.list.queryOptions({ limit: 100 }, { enabled: maySeeRoles }));
  const permissionsOf = new Map(roles.data?.items.map((role) => [role.id, role.permissions]));
  const [seen] = useState(() => idsOf(user));
  const save = useMutation({
    // The call sets all of them: what somebody else changed since the dialog was opened is read first, and kept.
    mutationFn: async () => {
      const now = await queryClient.fetchQuery({ ...trpc.user.get.queryOptions({ id: user.id }), staleTime: 0 });
      return client.user.setGroups.mutate({ id: user.id, groupIds: mergeSets(seen, [...chosen], idsOf(now)) });
    },
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      invalidate({ nouns: ["group"] });
      onClose();
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={t("user.groupsOf", { name: displayName(user) })}
      description={t("user.whatAGroupGivesTakes")}
      busy={save.isPending}
      footer={
        <>
          <Button disabled={save.isPending} onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <SearchInput
          label={t("common.searchGroups")}
          value={search}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={setSearch}
        />
        <QueryView
          query={list}
          failure={t("common.theGroupsCouldNotBe")}
          skeleton={<Skeleton className="h-48 w-full" />}
          empty={<p className="py-8 text-center text-sm text-ink-muted">{t("user.noGroupMatches")}</p>}
        >
          {({ items: groups }) =>
            maySeeRoles && roles.isPending ? (
              <Skeleton className="h-48 w-full" />
            ) : (
              <CheckList
                label={t("common.groups")}
                busy={list.isPlaceholderData}
                items={groups.map((group) => ({
                  id: group.id,
                  name: group.name,
                  note: groupNote(t, group),
                  disabledReason: whyNotMove(t, me, {
                    roles: group.roles.map((role) => ({ ...role, permissions: permissionsOf.get(role.id) })),
                  }),
                }))}
                chosen={chosen}
                onToggle={(id, isChosen) =>
                  setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id)))
                }
              />
            )
          }
        </QueryView>
      </div>
      <FailureNote message={save.isError ? describeApiError(save.error).message : undefined} />
    </Dialog>
  );
}
