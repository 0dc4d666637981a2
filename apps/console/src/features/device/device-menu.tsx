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
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { copyText, IconButton } from "#ui/button.tsx";

import { Menu, MenuItem, MenuSeparator } from "#ui/overlay/menu.tsx";

import { type DeviceAction, deviceActions, deviceRefusal } from "./device-actions.ts";
import type { DeviceChoice } from "./device-dialog.tsx";

const variants = (
  t: Translate,
): Readonly<Record<Exclude<DeviceAction, "remove">, { label: string; Icon: LucideIcon }>> => ({
  approve: { label: t("device.approve3"), Icon: MonitorCheck },
  rename: { label: t("device.rename3"), Icon: Pencil },
  changeKey: { label: t("device.changeKey2"), Icon: RefreshCcw },
  handOver: { label: t("device.handOver3"), Icon: ArrowRightLeft },
  deactivate: { label: t("device.deactivate3"), Icon: PowerOff },
  reportLost: { label: t("device.reportLost3"), Icon: MonitorOff },
  keepOff: { label: t("device.keepOff3"), Icon: PowerOff },
  reactivate: { label: t("device.reactivate3"), Icon: Power },
});

export interface DeviceMenuProps {
  readonly device: DeviceDetail;
  readonly me: AuthorizationSubject;
  /** The rights of the device's user, where they are known. */
  readonly owner: AuthorizationSubject | undefined;
  readonly onAction: (choice: DeviceChoice) => void;
}

/** What can be done to a device; what is refused stays, with its reason. */
export function DeviceMenu({ device, me, owner, onAction }: DeviceMenuProps) {
  const t = useTranslations();
  const disabledReason = (action: DeviceAction) => deviceRefusal(t, action, { me, device, owner });
  const [address] = device.addresses;
  return (
    <Menu trigger={<IconButton size="sm" label={t("common.actionsFor", { name: device.name })} icon={<Ellipsis />} />}>
      {deviceActions(device, device.user.id === me.id).map((action) => {
        if (action === "remove") return null;
        const { label, Icon } = variants(t)[action];
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
        {t("device.configuration2")}
      </MenuItem>
      <MenuItem icon={<KeyRound />} onSelect={() => void copyText(t, t("common.publicKey"), device.publicKey)}>
        {t("common.copyPublicKey")}
      </MenuItem>
      {address !== undefined && (
        <MenuItem icon={<Network />} onSelect={() => void copyText(t, t("device.tunnelAddress"), address)}>
          {t("device.copyTunnelAddress")}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 />} disabledReason={disabledReason("remove")} onSelect={() => onAction("remove")}>
        {t("common.remove2")}
      </MenuItem>
    </Menu>
  );
}
