"use client";

import { MonitorSmartphone } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { AddDeviceButton } from "./add-device-button.tsx";
import { DevicesView } from "./devices-view.tsx";
import { WaitingBanner } from "./waiting-banner.tsx";

/** The tenant's devices, or one's own where one may see no others. */
export function DevicesPage() {
  const me = useMe();
  const seesAll = me.permissions.includes("device:read");
  // People are chosen from the list of users.
  const mayWrite = me.permissions.includes("device:write");
  const addsForOthers = mayWrite && me.permissions.includes("user:read");
  const add = (
    <AddDeviceButton
      userId={me.id}
      description={addsForOthers ? undefined : "A device of your own."}
      notYet={undefined}
    />
  );
  return (
    <>
      <PageHeader title={seesAll ? "Devices" : "My devices"} actions={add} />
      {seesAll && mayWrite && <WaitingBanner />}
      <DevicesView
        userId={seesAll ? undefined : me.id}
        owner={seesAll ? undefined : me}
        empty={
          <EmptyState icon={<MonitorSmartphone />} title={seesAll ? "No devices yet" : "You have no devices yet"}>
            {seesAll
              ? "Add the first one, or take a whole network over with tenant:import-devices."
              : "Add the first one: you get the file that its WireGuard needs."}
          </EmptyState>
        }
      />
    </>
  );
}
