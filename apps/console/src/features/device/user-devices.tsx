"use client";

import type { AccountMe } from "@portcullis/domain/account";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { MonitorSmartphone } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { whyNotChange } from "#features/user/refusal.ts";
import { useUser } from "#features/user/user-context.ts";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { ForbiddenState } from "#ui/feedback/forbidden-state.tsx";
import { AddDeviceButton } from "./add-device-button.tsx";
import { DevicesView } from "./devices-view.tsx";

/** The devices of the user whose page this is. */
export function UserDevices() {
  const me = useMe();
  const user = useUser();
  const isOwn = me.id === user.id;
  const name = displayName(user);
  if (!isOwn && !me.permissions.includes("device:read")) {
    return <ForbiddenState title={`You may not see the devices of ${name}`} permission="device:read" />;
  }
  return (
    <DevicesView
      userId={user.id}
      owner={user}
      actions={
        <AddDeviceButton
          userId={user.id}
          description={isOwn ? "A device of your own." : `A device of ${name}.`}
          disabledReason={addDisabledReason(me, user)}
          notYet={user.status === "pending" ? `It can connect once ${name} has accepted the invitation.` : undefined}
        />
      }
      empty={
        <EmptyState icon={<MonitorSmartphone />} title={isOwn ? "You have no devices yet" : `${name} has no devices`}>
          Adding one creates the file that its WireGuard needs.
        </EmptyState>
      }
    />
  );
}

/** One's own need no permission; nobody's are added while they are deactivated. */
function addDisabledReason(me: AccountMe, user: UserDetail): string | undefined {
  const disabledReason = me.id === user.id ? undefined : whyNotChange(me, user, "device:write");
  if (disabledReason !== undefined) return disabledReason;
  return user.status === "inactive" ? "This user is deactivated. Reactivate the user first." : undefined;
}
