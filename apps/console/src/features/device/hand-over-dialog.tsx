"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const invalidate = useInvalidate();
  const [chosen, setChosen] = useState<UserItem | undefined>();
  const former = displayName(device.user);
  const handOver = useMutation(
    useTRPC().device.handOver.mutationOptions({ onSettled: () => invalidate({ nouns: ["device"] }) }),
  );
  const handed = handOver.data;
  return (
    <Dialog
      onClose={onClose}
      title={
        handed
          ? t("device.isSNow", { name: device.name, person: displayName(handed.user) })
          : t("device.handOver", { name: device.name })
      }
      description={handed ? undefined : t("device.fromToSomebodyElseIts", { former })}
      busy={handOver.isPending}
      footer={
        handed ? (
          <>
            <Button onClick={onClose}>{t("common.done")}</Button>
            <Button ref={takeFocus} variant="primary" onClick={() => onChangeKey(handed)}>
              {t("device.changeKey2")}
            </Button>
          </>
        ) : (
          <>
            <Button disabled={handOver.isPending} onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              variant="primary"
              busy={handOver.isPending}
              disabledReason={chosen ? undefined : t("common.chooseAPersonFirst")}
              onClick={() => chosen && handOver.mutate({ id: device.id, userId: chosen.id })}
            >
              {chosen ? t("device.handOverTo", { name: displayName(chosen) }) : t("device.handOver2")}
            </Button>
          </>
        )
      }
    >
      {handed ? (
        <div className="grid gap-3">
          <Callout tone="warning">{t("device.hadThePrivateKeyAnd", { former })}</Callout>
          {!handed.active && <p>{t("device.itIsOffAndStays")}</p>}
        </div>
      ) : (
        <>
          <ChoosePerson
            legend={t("device.whoGetsTheDevice")}
            chosen={chosen}
            except={device.user.id}
            onChoose={setChosen}
          />
          <ul className="mt-4 list-disc space-y-1 pl-5 text-sm text-ink-muted">
            <li>{t("device.stillHasItsKeyYou", { former })}</li>
            <li>{t("device.itCountsTowardsTheOthers")}</li>
            {(!device.active || device.user.status !== "active") && <li>{t("device.itIsOffAfterwardsUntil")}</li>}
          </ul>
        </>
      )}
      <FailureNote message={handOver.isError ? describeApiError(handOver.error).message : undefined} />
      <LiveRegion message={handed ? t("device.isHandedOver", { name: device.name }) : ""} />
    </Dialog>
  );
}
