"use client";

import { useMe } from "#features/account/use-me.ts";
import { SessionsOf } from "#features/session/sessions-of.tsx";
import { ForbiddenState } from "#ui/feedback/forbidden-state.tsx";
import { whyNotChange } from "./refusal.ts";
import { useUser } from "./user-context.ts";

/** Where the user is signed in to this console, and how to end it. */
export function UserSessions() {
  const user = useUser();
  const me = useMe();
  const isOwn = me.id === user.id;
  if (!isOwn && !me.permissions.includes("session:read")) {
    return <ForbiddenState title="You may not see these sessions" permission="session:read" />;
  }
  return (
    <SessionsOf
      person={user}
      isOwn={isOwn}
      disabledReason={isOwn ? undefined : whyNotChange(me, user, "session:revoke")}
    />
  );
}
