import { cascadeChanges } from "./cascade-changes.ts";
import type { Changes } from "./change.ts";
import { deviceChanges } from "./device-changes.ts";
import { gatewayChanges } from "./gateway-changes.ts";
import { groupChanges } from "./group-changes.ts";
import { invitationChanges } from "./invitation-changes.ts";
import { roleChanges } from "./role-changes.ts";
import { sessionChanges } from "./session-changes.ts";
import { tenantChanges } from "./tenant-changes.ts";
import { userChanges } from "./user-changes.ts";

/** Every change that is watched in one way. */
export const changes: Changes = {
  ...cascadeChanges,
  ...deviceChanges,
  ...gatewayChanges,
  ...groupChanges,
  ...invitationChanges,
  ...roleChanges,
  ...sessionChanges,
  ...tenantChanges,
  ...userChanges,
};
