"use client";

import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { SessionsOf } from "#features/session/sessions-of.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";
import { DeviceLimitPanel } from "./device-limit-panel.tsx";
import { whyNotChange } from "./disabled-reasons.ts";
import { PermissionOrigins } from "./permissions-panel.tsx";
import { useUser } from "./user-frame.tsx";
import { UserGroupsPanel } from "./user-groups-panel.tsx";
import { UserRoles } from "./user-roles.tsx";

/** Which roles and groups a user has, how each role came to be held, and what follows from it. */
export function UserAccess() {
  const user = useUser();
  return (
    <div className="grid gap-4">
      <UserRoles user={user} />
      <UserGroupsPanel user={user} />
      <DeviceLimitPanel user={user} />
      <PermissionOrigins user={user} />
    </div>
  );
}

/** Where the user is signed in to this console, and how to end it. */
export function UserSessions() {
  const t = useTranslations();
  const user = useUser();
  const me = useMe();
  const isOwn = me.id === user.id;
  if (!isOwn && !me.permissions.includes("session:read")) {
    return <ForbiddenState title={t("user.youMayNotSeeThese")} permission="session:read" />;
  }
  return (
    <SessionsOf
      person={user}
      isOwn={isOwn}
      disabledReason={isOwn ? undefined : whyNotChange(t, me, user, "session:revoke")}
    />
  );
}
