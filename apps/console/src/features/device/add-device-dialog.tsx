"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { LiveRegion } from "#ui/feedback/live-region.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { takeFocus } from "#ui/take-focus.ts";
import { AwaitingApproval } from "./awaiting-approval.tsx";
import { DeviceConfig } from "./device-config.tsx";
import { NewDeviceForm } from "./new-device-form.tsx";
import { useRegisterDevice } from "./use-register-device.ts";
import { type DeviceUserChoice, UserChoice } from "./user-choice.tsx";

const formId = "new-device";

export interface AddDeviceDialogProps {
  readonly userId: string;
  /** Whose device it will be, in words; undefined where that is asked, and `userId` is only proposed. */
  readonly description: string | undefined;
  /** The person may not connect yet, and why. */
  readonly notYet: string | undefined;
  readonly onClose: () => void;
}

/** Registers a device, its keys made here or brought along; then shows the file that it needs, once. */
export function AddDeviceDialog({ userId, description, notYet, onClose }: AddDeviceDialogProps) {
  const { submit, isPending, added, privateKey, failure, ...form } = useRegisterDevice();
  const [choice, setChoice] = useState<DeviceUserChoice>({ kind: "me" });
  const ownerId = choice.kind === "me" ? userId : choice.person?.id;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={added ? `${added.name} is added` : "Add device"}
      description={added && added.user.id !== userId ? `A device of ${displayName(added.user)}.` : description}
      busy={isPending}
      once={added !== undefined && privateKey !== undefined}
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
            <Button
              type="submit"
              form={formId}
              variant="primary"
              busy={isPending}
              disabledReason={ownerId === undefined ? "Choose whose device it is." : undefined}
            >
              Add device
            </Button>
          </>
        )
      }
    >
      {added ? (
        <>
          {notYet !== undefined && (
            <Callout tone="warning" className="mb-3">
              {notYet}
            </Callout>
          )}
          <AwaitingApproval device={added} />
          <DeviceConfig device={added} privateKey={privateKey} />
        </>
      ) : (
        <>
          {description === undefined && <UserChoice me={userId} choice={choice} onChange={setChoice} />}
          <NewDeviceForm id={formId} {...form} onSubmit={() => ownerId !== undefined && submit(ownerId)} />
        </>
      )}
      <FailureNote message={failure} />
      <LiveRegion message={added ? `${added.name} is added with the address ${added.addresses[0]}.` : ""} />
    </Dialog>
  );
}
