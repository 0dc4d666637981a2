"use client";

import { Button } from "#ui/button.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { takeFocus } from "#ui/take-focus.ts";
import { DeviceConfig } from "./device-config.tsx";
import type { DeviceDialogProps } from "./device-dialog-props.ts";

/** The configuration of a device as it would be today; its private key is known to nobody here. */
export function DeviceConfigDialog({ device, onClose }: DeviceDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Configuration of ${device.name}`}
      footer={
        <Button ref={takeFocus} variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <DeviceConfig device={device} privateKey={undefined} />
    </Dialog>
  );
}
