import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { PasteListButton } from "#features/bulk/paste-list-button.tsx";
import { InviteButton } from "#features/invitation/invite-dialog.tsx";
import { SendingInvitations } from "#features/invitation/sending-invitations.tsx";
import { loadUserSearch, toListUsers, toUserFilter } from "#features/user/user-search-params.ts";
import { UsersView } from "#features/user/users-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.users") };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe8")} permission="user:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadUserSearch(searchParams)]);
  const mayInvite = await may("user:invite");
  await Promise.all([
    mayInvite && prefetch(trpc.invitation.sending.queryOptions()),
    prefetch(trpc.user.list.queryOptions(toListUsers(search))),
    prefetch(trpc.user.count.queryOptions(toUserFilter(search))),
    prefetch(trpc.role.list.queryOptions({ limit: 100 })),
    prefetch(trpc.group.list.queryOptions({ limit: 100 })),
  ]);
  return (
    <Hydrate>
      <PageHeader
        title={t("common.users")}
        actions={
          <>
            <PasteListButton member="user" />
            <InviteButton />
          </>
        }
      />
      <SendingInvitations />
      <UsersView />
    </Hydrate>
  );
}
