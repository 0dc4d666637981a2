"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { Cable, Ellipsis, KeyRound, Lock, LockOpen, Pencil, RefreshCw, Stamp, Trash2 } from "lucide-react";
import { copyText } from "#ui/copy-text.ts";
import { IconButton } from "#ui/icon-button.tsx";
import { Menu } from "#ui/overlay/menu.tsx";
import { MenuItem } from "#ui/overlay/menu-item.tsx";
import { MenuSeparator } from "#ui/overlay/menu-separator.tsx";
import type { GatewayAction } from "./gateway-dialog.tsx";

export interface GatewayMenuProps {
  readonly gateway: GatewayItem;
  /** Why one may change none of them. */
  readonly refusal: string | undefined;
  readonly onAction: (action: GatewayAction) => void;
}

/** What can be done to a gateway; what is refused stays, with its reason. */
export function GatewayMenu({
  gateway: { name, publicKey, closedAt, unconfirmed },
  refusal,
  onAction,
}: GatewayMenuProps) {
  return (
    <Menu trigger={<IconButton size="sm" label={`Actions for ${name}`} icon={<Ellipsis />} />}>
      <MenuItem icon={<Pencil />} refusal={refusal} onSelect={() => onAction("edit")}>
        Edit…
      </MenuItem>
      <MenuItem icon={<RefreshCw />} refusal={refusal} onSelect={() => onAction("rotate")}>
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
        <MenuItem icon={<Stamp />} refusal={refusal} onSelect={() => onAction("settle")}>
          Settle by hand…
        </MenuItem>
      )}
      {closedAt === null ? (
        <MenuItem danger icon={<Lock />} refusal={refusal} onSelect={() => onAction("close")}>
          Close…
        </MenuItem>
      ) : (
        <MenuItem icon={<LockOpen />} refusal={refusal} onSelect={() => onAction("open")}>
          Open…
        </MenuItem>
      )}
      <MenuItem danger icon={<Trash2 />} refusal={refusal} onSelect={() => onAction("remove")}>
        Remove…
      </MenuItem>
    </Menu>
  );
}
