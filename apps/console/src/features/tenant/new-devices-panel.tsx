"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { ConfirmedSettingPanel, type SettingChange } from "./confirmed-setting-panel.tsx";

const settingChanges: Readonly<Record<"ask" | "stop", SettingChange>> = {
  ask: {
    button: "Ask for approval",
    title: "Ask for approval of new devices",
    label: "Ask for approval",
    consequence:
      "Whatever people add from now on cannot connect before an administrator approves it, and so with a key that they change. Devices that are there stay as they are.",
    isWeaker: false,
    update: { approveDevices: true },
  },
  stop: {
    button: "Stop asking",
    title: "Let new devices in at once",
    label: "Let them in",
    consequence:
      "Whatever people add from now on can connect at once. Devices that wait already still wait: approve or remove them.",
    isWeaker: true,
    update: { approveDevices: false },
  },
};

/** Whether new devices wait for an administrator, and what a change would mean. */
export function NewDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const needsApproval = tenant.approveDevices;
  return (
    <ConfirmedSettingPanel
      title="New devices"
      tenant={tenant}
      state={
        needsApproval
          ? { tone: "success", text: "An administrator approves each one" }
          : { tone: "neutral", text: "They can connect at once" }
      }
      settingChange={needsApproval ? settingChanges.stop : settingChanges.ask}
    >
      {needsApproval
        ? "What people add, and a key that they change, waits until somebody who may change devices approves it. What such a person adds is approved with that."
        : "A device that is added within its user’s limit can connect at once. Devices that already wait still wait."}
    </ConfirmedSettingPanel>
  );
}
