"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { CloseGatewayDialog } from "./close-gateway-dialog.tsx";
import { EditGatewayDialog } from "./edit-gateway-dialog.tsx";
import { GatewayConnectionsDialog } from "./gateway-connections-dialog.tsx";
import { RemoveGatewayDialog } from "./remove-gateway-dialog.tsx";
import { RotateTokenDialog } from "./rotate-token-dialog.tsx";
import { SettleGatewayDialog } from "./settle-gateway-dialog.tsx";

export type GatewayAction = "edit" | "rotate" | "remove" | "connections" | "close" | "open" | "settle";

/** A question that is open: what, about which gateway. */
export interface GatewayQuestion {
  readonly action: GatewayAction;
  readonly gateway: GatewayItem;
}

export interface GatewayDialogsProps {
  readonly dialog: GatewayQuestion;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** The dialog of the question that is open. */
export function GatewayDialog({ dialog: { action, gateway }, onClose, onRemoved }: GatewayDialogsProps) {
  switch (action) {
    case "edit":
      return <EditGatewayDialog gateway={gateway} onClose={onClose} />;
    case "rotate":
      return <RotateTokenDialog gateway={gateway} onClose={onClose} />;
    case "connections":
      return <GatewayConnectionsDialog gateway={gateway} onClose={onClose} />;
    case "close":
    case "open":
      return <CloseGatewayDialog action={action} gateway={gateway} onClose={onClose} />;
    case "settle":
      return <SettleGatewayDialog gateway={gateway} onClose={onClose} />;
    case "remove":
      return <RemoveGatewayDialog gateway={gateway} onClose={onClose} onRemoved={onRemoved} />;
  }
}
