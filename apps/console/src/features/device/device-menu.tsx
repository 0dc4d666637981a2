"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import {
  ArrowRightLeft,
  Ellipsis,
  FileText,
  KeyRound,
  type LucideIcon,
  MonitorCheck,
  MonitorOff,
  Network,
  Pencil,
  Power,
  PowerOff,
  RefreshCcw,
  Trash2,
} from "lucide-react";
import { copyText, IconButton } from "#ui/button.tsx";

import { Menu, MenuItem, MenuSeparator } from "#ui/overlay/menu.tsx";

import { type DeviceAction, deviceActions, deviceRefusal } from "./device-actions.ts";
import type { DeviceChoice } from "./device-dialog.tsx";

const variants: Readonly<Record<Exclude<DeviceAction, "remove">, { label: string; Icon: LucideIcon }>> = {
  approve: { label: "Approve…", Icon: MonitorCheck },
  rename: { label: "Rename…", Icon: Pencil },
  changeKey: { label: "Change key…", Icon: RefreshCcw },
  handOver: { label: "Hand over…", Icon: ArrowRightLeft },
  deactivate: { label: "Deactivate…", Icon: PowerOff },
  reportLost: { label: "Report lost…", Icon: MonitorOff },
  keepOff: { label: "Keep off…", Icon: PowerOff },
  reactivate: { label: "Reactivate…", Icon: Power },
};

export interface DeviceMenuProps {
  readonly device: DeviceDetail;
  readonly me: AuthorizationSubject;
  /** The rights of the device's user, where they are known. */
  readonly owner: AuthorizationSubject | undefined;
  readonly onAction: (choice: DeviceChoice) => void;
}

/** What can be done to a device; what is refused stays, with its reason. */
export function DeviceMenu({ device, me, owner, onAction }: DeviceMenuProps) {
  const disabledReason = (action: DeviceAction) => deviceRefusal(action, { me, device, owner });
  const [address] = device.addresses;
  return (
    <Menu trigger={<IconButton size="sm" label={`Actions for ${device.name}`} icon={<Ellipsis />} />}>
      {deviceActions(device, device.user.id === me.id).map((action) => {
        if (action === "remove") return null;
        const { label, Icon } = variants[action];
        return (
          <MenuItem
            key={action}
            icon={<Icon />}
            disabledReason={disabledReason(action)}
            onSelect={() => onAction(action)}
          >
            {label}
          </MenuItem>
        );
      })}
      <MenuSeparator />
      <MenuItem icon={<FileText />} onSelect={() => onAction("configure")}>
        Configuration…
      </MenuItem>
      <MenuItem icon={<KeyRound />} onSelect={() => void copyText("Public key", device.publicKey)}>
        Copy public key
      </MenuItem>
      {address !== undefined && (
        <MenuItem icon={<Network />} onSelect={() => void copyText("Tunnel address", address)}>
          Copy tunnel address
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 />} disabledReason={disabledReason("remove")} onSelect={() => onAction("remove")}>
        Remove…
      </MenuItem>
    </Menu>
  );
}
