"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ChoosePerson } from "#features/user/choose-person.tsx";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { Callout, FailureNote, LiveRegion } from "#ui/feedback/callout.tsx";
import { takeFocus } from "#ui/focus.ts";
import { Dialog } from "#ui/overlay/dialog.tsx";
import type { DeviceDialogProps } from "./device-actions.ts";

export type HandOverDialogProps = DeviceDialogProps & {
  /** Goes on to give the device, now the other's, another key. */
  readonly onChangeKey: (device: DeviceDetail) => void;
};

/** Gives a device to another person; then says whose hands its key is still in. */
export function HandOverDialog({ device, onClose, onChangeKey }: HandOverDialogProps) {
  const invalidate = useInvalidate();
  const [chosen, setChosen] = useState<UserItem | undefined>();
  const former = displayName(device.user);
  const handOver = useMutation(
    useTRPC().device.handOver.mutationOptions({ onSettled: () => invalidate({ nouns: ["device"] }) }),
  );
  const handed = handOver.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={handed ? `${device.name} is ${displayName(handed.user)}’s now` : `Hand over ${device.name}`}
      description={handed ? undefined : `From ${former} to somebody else. Its key, its addresses and its history stay.`}
      busy={handOver.isPending}
      footer={
        handed ? (
          <>
            <Button onClick={onClose}>Done</Button>
            <Button ref={takeFocus} variant="primary" onClick={() => onChangeKey(handed)}>
              Change key…
            </Button>
          </>
        ) : (
          <>
            <Button disabled={handOver.isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              busy={handOver.isPending}
              disabledReason={chosen ? undefined : "Choose a person first."}
              onClick={() => chosen && handOver.mutate({ id: device.id, userId: chosen.id })}
            >
              {chosen ? `Hand over to ${displayName(chosen)}` : "Hand over"}
            </Button>
          </>
        )
      }
    >
      {handed ? (
        <div className="grid gap-3">
          <Callout tone="warning">
            {former} had the private key, and may have it still. Once the key is changed, nobody connects with the old
            one.
          </Callout>
          {!handed.active && <p>It is off, and stays off until somebody reactivates it.</p>}
        </div>
      ) : (
        <>
          <ChoosePerson legend="Who gets the device" chosen={chosen} except={device.user.id} onChoose={setChosen} />
          <ul className="mt-4 list-disc space-y-1 pl-5 text-sm text-ink-muted">
            <li>{former} still has its key: you can change it afterwards.</li>
            <li>It counts towards the other’s limit, and what reports its posture has to be set up anew.</li>
            {(!device.active || device.user.status !== "active") && (
              <li>It is off afterwards, until somebody reactivates it.</li>
            )}
          </ul>
        </>
      )}
      <FailureNote message={handOver.isError ? describeApiError(handOver.error).message : undefined} />
      <LiveRegion message={handed ? `${device.name} is handed over.` : ""} />
    </Dialog>
  );
}
