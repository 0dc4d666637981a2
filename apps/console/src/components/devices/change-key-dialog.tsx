"use client";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FailureNote } from "#components/ui/failure-note.tsx";
import { Form } from "#components/ui/form.tsx";
import { LiveRegion } from "#components/ui/live-region.tsx";
import { takeFocus } from "#components/ui/take-focus.ts";
import { DeviceConfig } from "#components/wireguard/device-config.tsx";
import { AwaitingApproval } from "./awaiting-approval.tsx";
import type { DeviceDialogProps } from "./device-dialog-props.ts";
import { KeyChoice } from "./key-choice.tsx";
import { useChangeKey } from "./use-change-key.ts";

const formId = "change-key";

/** Gives a device another key, made here or brought along; then shows the file that it needs, once. */
export function ChangeKeyDialog({ device, onClose }: DeviceDialogProps) {
  const { form, submit, isPending, changed, privateKey, failure, ...keyChoice } = useChangeKey(device.id);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={changed ? `${device.name} has a new key` : `Change the key of ${device.name}`}
      description={
        changed
          ? undefined
          : "The old key stops working at once: the device is cut off until it has the new file. Its name and its addresses stay."
      }
      busy={isPending}
      once={changed !== undefined && privateKey !== undefined}
      footer={
        changed ? (
          <Button ref={takeFocus} variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button disabled={isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" busy={isPending}>
              Change key
            </Button>
          </>
        )
      }
    >
      {changed ? (
        <>
          <AwaitingApproval device={changed} />
          <DeviceConfig device={changed} privateKey={privateKey} />
        </>
      ) : (
        <Form id={formId} onSubmit={submit}>
          <KeyChoice
            {...keyChoice}
            field={form.register("publicKey")}
            error={form.formState.errors.publicKey?.message}
          />
        </Form>
      )}
      <FailureNote message={failure} />
      <LiveRegion message={changed ? `${device.name} has a new key.` : ""} />
    </Dialog>
  );
}
