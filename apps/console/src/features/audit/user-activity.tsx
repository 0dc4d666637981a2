"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useMe } from "#features/account/use-me.ts";
import { useUser } from "#features/user/user-context.ts";
import { ForbiddenState } from "#ui/feedback/forbidden-state.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { ActivityView } from "./activity-view.tsx";

/** What happened to the user whose page this is, and to what is theirs. */
export function UserActivity() {
  const user = useUser();
  const { permissions } = useMe();
  const name = displayName(user);
  if (!permissions.includes("audit:read")) {
    return <ForbiddenState title={`You may not see the activity of ${name}`} permission="audit:read" />;
  }
  return (
    <ActivityView
      userId={user.id}
      actions={
        <PageLink href={`/activity?actor=${user.id}`} className="text-xs text-accent-ink hover:underline">
          All that {name} did
        </PageLink>
      }
    />
  );
}
