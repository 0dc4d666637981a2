"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { Cable, Ellipsis, KeyRound, Lock, LockOpen, Pencil, RefreshCw, Stamp, Trash2 } from "lucide-react";
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
  return (
    <Menu trigger={<IconButton size="sm" label={`Actions for ${name}`} icon={<Ellipsis />} />}>
      <MenuItem icon={<Pencil />} disabledReason={disabledReason} onSelect={() => onAction("edit")}>
        Edit…
      </MenuItem>
      <MenuItem icon={<RefreshCw />} disabledReason={disabledReason} onSelect={() => onAction("rotate")}>
        Rotate token…
      </MenuItem>
      {publicKey !== null && (
        <MenuItem icon={<KeyRound />} onSelect={() => void copyText("Public key", publicKey)}>
          Copy public key
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Cable />} onSelect={() => onAction("connections")}>
        Who may still be connected…
      </MenuItem>
      {unconfirmed > 0 && (
        <MenuItem icon={<Stamp />} disabledReason={disabledReason} onSelect={() => onAction("settle")}>
          Settle by hand…
        </MenuItem>
      )}
      {closedAt === null ? (
        <MenuItem danger icon={<Lock />} disabledReason={disabledReason} onSelect={() => onAction("close")}>
          Close…
        </MenuItem>
      ) : (
        <MenuItem icon={<LockOpen />} disabledReason={disabledReason} onSelect={() => onAction("open")}>
          Open…
        </MenuItem>
      )}
      <MenuItem danger icon={<Trash2 />} disabledReason={disabledReason} onSelect={() => onAction("remove")}>
        Remove…
      </MenuItem>
    </Menu>
  );
}
