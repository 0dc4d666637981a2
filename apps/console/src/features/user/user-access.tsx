"use client";

import { DeviceLimitPanel } from "./device-limit-panel.tsx";
import { PermissionOrigins } from "./permission-origins.tsx";
import { useUser } from "./user-context.ts";
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
