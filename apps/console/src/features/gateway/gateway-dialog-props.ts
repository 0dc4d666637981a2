import type { GatewayItem } from "@portcullis/domain/gateway";

/** A gateway as a receipt knows it: the name is null once it is removed. */
export interface GatewayRef {
  readonly id: string;
  readonly name: string | null;
}

/** What every question about a gateway takes. */
export interface GatewayDialogProps<Gateway extends GatewayRef = GatewayItem> {
  readonly gateway: Gateway;
  readonly onClose: () => void;
}
