"use client";

import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { LiveRegion } from "#ui/feedback/live-region.tsx";
import { Form } from "#ui/form/form.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { takeFocus } from "#ui/take-focus.ts";
import { AwaitingApproval } from "./awaiting-approval.tsx";
import { DeviceConfig } from "./device-config.tsx";
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
