"use client";

import type { RoleItem } from "@portcullis/domain/role";
import { useMe } from "#features/account/use-me.ts";
import { PageLink } from "#ui/page-link.tsx";
import { peopleCount } from "./holders-text.ts";

/** How many people hold a role, directly or through groups, leading to them for those who may see people. */
export function RoleHoldersLink({ role }: { readonly role: Pick<RoleItem, "id" | "name" | "holders"> }) {
  const { users } = role.holders;
  const mayRead = useMe().permissions.includes("user:read");
  if (users === 0 || !mayRead) return <span>{users === 0 ? "Nobody" : peopleCount(users)}</span>;
  return (
    <PageLink
      href={`/users?role=${role.id}`}
      aria-label={`${peopleCount(users)} with the role ${role.name}`}
      className="text-accent-ink hover:underline"
    >
      {peopleCount(users)}
    </PageLink>
  );
}
