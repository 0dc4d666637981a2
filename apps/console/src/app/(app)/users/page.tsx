import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { InviteButton } from "#components/invite/invite-button.tsx";
import { SendingInvitations } from "#components/invite/sending-invitations.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { ForbiddenState } from "#components/ui/forbidden-state.tsx";
import { loadUserSearch, toListUsers } from "#components/users/user-search-params.ts";
import { UsersView } from "#components/users/users-view.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the users" permission="user:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadUserSearch(searchParams)]);
  const mayInvite = await may("user:invite");
  await Promise.all([
    mayInvite && prefetch(trpc.invitation.sending.queryOptions()),
    prefetch(trpc.user.list.queryOptions(toListUsers(search))),
    prefetch(trpc.role.list.queryOptions({ limit: 100 })),
    prefetch(trpc.group.list.queryOptions({ limit: 100 })),
  ]);
  return (
    <Hydrate>
      <PageHeader title="Users" actions={<InviteButton />} />
      <SendingInvitations />
      <UsersView />
    </Hydrate>
  );
}
