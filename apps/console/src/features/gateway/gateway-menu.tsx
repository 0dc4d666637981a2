"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { Cable, Ellipsis, KeyRound, Lock, LockOpen, Pencil, RefreshCw, Stamp, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { copyText, IconButton } from "#ui/button.tsx";

import { Menu, MenuItem, MenuSeparator } from "#ui/overlay/menu.tsx";

import type { GatewayAction } from "./gateway-dialog.tsx";

export interface GatewayMenuProps {
  readonly gateway: GatewayItem;
  /** Why one may change none of them. */
  readonly disabledReason: string | undefined;
  readonly onAction: (action: GatewayAction) => void;
}

/** What can be done to a gateway; what is refused stays, with its reason. */
export function GatewayMenu({
  gateway: { name, publicKey, closedAt, unconfirmed },
  disabledReason,
  onAction,
}: GatewayMenuProps) {
  const t = useTranslations();
  return (
    <Menu trigger={<IconButton size="sm" label={t("common.actionsFor", { name })} icon={<Ellipsis />} />}>
      <MenuItem icon={<Pencil />} disabledReason={disabledReason} onSelect={() => onAction("edit")}>
        {t("gateway.edit2")}
      </MenuItem>
      <MenuItem icon={<RefreshCw />} disabledReason={disabledReason} onSelect={() => onAction("rotate")}>
        {t("gateway.rotateToken2")}
      </MenuItem>
      {publicKey !== null && (
        <MenuItem icon={<KeyRound />} onSelect={() => void copyText(t, t("common.publicKey"), publicKey)}>
          {t("common.copyPublicKey")}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Cable />} onSelect={() => onAction("connections")}>
        {t("gateway.whoMayStillBeConnected2")}
      </MenuItem>
      {unconfirmed > 0 && (
        <MenuItem icon={<Stamp />} disabledReason={disabledReason} onSelect={() => onAction("settle")}>
          {t("gateway.settleByHand")}
        </MenuItem>
      )}
      {closedAt === null ? (
        <MenuItem danger icon={<Lock />} disabledReason={disabledReason} onSelect={() => onAction("close")}>
          {t("gateway.close")}
        </MenuItem>
      ) : (
        <MenuItem icon={<LockOpen />} disabledReason={disabledReason} onSelect={() => onAction("open")}>
          {t("gateway.open2")}
        </MenuItem>
      )}
      <MenuItem danger icon={<Trash2 />} disabledReason={disabledReason} onSelect={() => onAction("remove")}>
        {t("common.remove2")}
      </MenuItem>
    </Menu>
  );
}
