"use client";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LiveRegion } from "#components/ui/live-region.tsx";
import { AddedDevice } from "./added-device.tsx";
import { NewDeviceForm } from "./new-device-form.tsx";
import { useRegisterDevice } from "./use-register-device.ts";

const formId = "new-device";
const takeFocus = (element: HTMLElement | null) => element?.focus();

export interface AddDeviceDialogProps {
  readonly userId: string;
  /** Whose device it will be, in words. */
  readonly description: string;
  /** The person may not connect yet, and why. */
  readonly notYet: string | undefined;
  readonly onClose: () => void;
}

/** Registers a device by its public key; then says what the device must be told. */
export function AddDeviceDialog({ userId, description, notYet, onClose }: AddDeviceDialogProps) {
  const { form, submit, isPending, added, failure } = useRegisterDevice(userId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={added ? `${added.name} is added` : "Add device"}
      description={added ? undefined : description}
      busy={isPending}
      footer={
        added ? (
          <Button ref={takeFocus} variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button disabled={isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" busy={isPending}>
              Add device
            </Button>
          </>
        )
      }
    >
      {added ? (
        <AddedDevice device={added} notYet={notYet} />
      ) : (
        <NewDeviceForm id={formId} form={form} onSubmit={() => void submit()} />
      )}
      <div aria-live="assertive">
        {failure !== undefined && (
          <Callout tone="danger" className="mt-4">
            {failure}
          </Callout>
        )}
      </div>
      <LiveRegion message={added ? `${added.name} is added with the address ${added.allowedIps[0]}.` : ""} />
    </Dialog>
  );
}
