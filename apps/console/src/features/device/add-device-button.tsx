"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { AddDeviceDialog, type AddDeviceDialogProps } from "./add-device-dialog.tsx";

export type AddDeviceButtonProps = Omit<AddDeviceDialogProps, "onClose"> & {
  /** Why one may not add a device here. */
  readonly disabledReason?: string | undefined;
};

export function AddDeviceButton({ disabledReason, ...dialog }: AddDeviceButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={disabledReason} onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Add device
      </Button>
      {open && <AddDeviceDialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
}
