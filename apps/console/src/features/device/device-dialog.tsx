"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { useTranslations } from "use-intl";
import { ApproveDeviceDialog } from "./approve-device-dialog.tsx";
import { ChangeKeyDialog } from "./change-key-dialog.tsx";
import { type DeviceAction, deviceRefusal } from "./device-actions.ts";
import { DeviceConfigDialog } from "./device-config.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { RemoveDeviceDialog } from "./remove-device-dialog.tsx";
import { RenameDeviceDialog } from "./rename-device-dialog.tsx";
import { SwitchDeviceDialog } from "./switch-device-dialog.tsx";

/** What a device's menu opens. `configure` only shows: whoever sees the device may. */
export type DeviceChoice = DeviceAction | "configure";

/** A question that is open: what, about which device. */
export interface DeviceDialogState {
  readonly action: DeviceChoice;
  readonly device: DeviceDetail;
}

/** The dialog of the question that is open. */
export function DeviceDialog(props: {
  dialog: DeviceDialogState;
  me: AuthorizationSubject;
  owner: AuthorizationSubject | undefined;
  onChange: (dialog: DeviceDialogState | null) => void;
  onRemoved: () => void;
}) {
  const t = useTranslations();
  const { dialog, me, owner, onChange, onRemoved } = props;
  const { action, device } = dialog;
  const common = { device, isOwn: device.user.id === me.id, onClose: () => onChange(null) };
  if (action === "configure") return <DeviceConfigDialog {...common} />;
  if (action === "rename") return <RenameDeviceDialog {...common} />;
  if (action === "changeKey") return <ChangeKeyDialog {...common} />;
  if (action === "handOver") {
    return <HandOverDialog {...common} onChangeKey={(handed) => onChange({ action: "changeKey", device: handed })} />;
  }
  if (action === "approve") {
    const mayRemove = deviceRefusal(t, "remove", { me, device, owner }) === undefined;
    return (
      <ApproveDeviceDialog
        {...common}
        onInstead={mayRemove ? () => onChange({ action: "remove", device }) : undefined}
      />
    );
  }
  if (action !== "remove") return <SwitchDeviceDialog {...common} action={action} />;
  const mayDeactivate = device.active && deviceRefusal(t, "deactivate", { me, device, owner }) === undefined;
  return (
    <RemoveDeviceDialog
      {...common}
      onRemoved={onRemoved}
      onInstead={mayDeactivate ? () => onChange({ action: "deactivate", device }) : undefined}
    />
  );
}
