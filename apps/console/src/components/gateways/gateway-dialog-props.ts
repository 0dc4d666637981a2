import type { GatewayItem } from "@portcullis/domain/gateway";

/** What every question about a gateway takes. */
export interface GatewayDialogProps {
  readonly gateway: GatewayItem;
  readonly onClose: () => void;
}
