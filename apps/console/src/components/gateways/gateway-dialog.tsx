"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { EditGatewayDialog } from "./edit-gateway-dialog.tsx";
import { RemoveGatewayDialog } from "./remove-gateway-dialog.tsx";
import { RotateTokenDialog } from "./rotate-token-dialog.tsx";

export type GatewayAction = "edit" | "rotate" | "remove";

/** A question that is open: what, about which gateway. */
export interface GatewayQuestion {
  readonly action: GatewayAction;
  readonly gateway: GatewayItem;
}

export interface GatewayDialogsProps {
  readonly question: GatewayQuestion;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** The dialog of the question that is open. */
export function GatewayDialog({ question: { action, gateway }, onClose, onRemoved }: GatewayDialogsProps) {
  switch (action) {
    case "edit":
      return <EditGatewayDialog gateway={gateway} onClose={onClose} />;
    case "rotate":
      return <RotateTokenDialog gateway={gateway} onClose={onClose} />;
    case "remove":
      return <RemoveGatewayDialog gateway={gateway} onClose={onClose} onRemoved={onRemoved} />;
  }
}
