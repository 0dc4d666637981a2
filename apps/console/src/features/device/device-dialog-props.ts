import type { DeviceDetail } from "@portcullis/domain/device/device";

/** What every question about a device takes. */
export interface DeviceDialogProps {
  readonly device: DeviceDetail;
  readonly isOwn: boolean;
  readonly onClose: () => void;
}
