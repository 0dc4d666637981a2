"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { ConfirmedSettingPanel, type SettingChange } from "./confirmed-setting-panel.tsx";

const settingChanges: Readonly<Record<"allow" | "stop", SettingChange>> = {
  allow: {
    button: "Let people restore them",
    title: "Let people switch lost devices on again",
    label: "Let them",
    consequence:
      "People who reported their own device lost can reactivate it with their second factor. Devices that an administrator deactivated stay deactivated.",
    isWeaker: true,
    update: { restoreLostDevices: true },
  },
  stop: {
    button: "Leave it to administrators",
    title: "Leave lost devices to administrators",
    label: "Leave it to them",
    consequence: "Only people who may deactivate devices can reactivate a device that was reported lost.",
    isWeaker: false,
    update: { restoreLostDevices: false },
  },
};

/** Who switches a device on again that its user reported lost. */
export function LostDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const isAllowed = tenant.restoreLostDevices;
  return (
    <ConfirmedSettingPanel
      title="Lost devices"
      tenant={tenant}
      state={
        isAllowed
          ? { tone: "neutral", text: "Their user restores them by a second factor" }
          : { tone: "success", text: "An administrator restores them" }
      }
      settingChange={isAllowed ? settingChanges.stop : settingChanges.allow}
    >
      Everybody can report a device of their own lost, which switches it off at once and for as long as nobody switches
      it on again.
    </ConfirmedSettingPanel>
  );
}
