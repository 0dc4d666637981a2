"use client";

import { profileImageTypes } from "@portcullis/domain/account";
import { displayName } from "@portcullis/domain/user/display-name";
import { useMutation } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ImageUp, Trash2 } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";

import { Avatar } from "#ui/avatar.tsx";
import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Panel } from "#ui/panel.tsx";
import { type ChosenImage, CropImageDialog } from "./crop-image-dialog.tsx";
import { useMe, useRefreshMe } from "./use-me.ts";

const isTaken = (type: string) => profileImageTypes.some((taken) => taken === type);

/** One's image: picked or dropped, cut to size, removed. */
export function ImagePanel() {
  const t = useTranslations();
  const me = useMe();
  const trpc = useTRPC();
  const refresh = useRefreshMe();
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<ChosenImage | null>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | undefined>();
  const remove = useMutation(
    trpc.account.removeImage.mutationOptions({
      onSuccess: (next) => {
        refresh(next);
        showToast({ message: t("account.yourImageIsRemoved"), tone: "success" });
      },
    }),
  );

  function choose(file: File | undefined) {
    if (!file) return;
    setRefused(isTaken(file.type) ? undefined : t("account.chooseAPngJpegOr"));
    if (isTaken(file.type)) setChosen({ file, address: URL.createObjectURL(file) });
  }
  function close() {
    if (chosen) URL.revokeObjectURL(chosen.address);
    setChosen(null);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  }
  const failure = refused ?? (remove.isError ? describeApiError(remove.error).message : undefined);

  return (
    <Panel title={t("common.image")}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is the short way for a mouse; the button in it does the same from the keyboard */}
      <section
        aria-label={t("account.dropAnImageHere")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx(
          "flex flex-wrap items-center gap-4 rounded-md border border-dashed p-4",
          over ? "border-accent bg-accent-soft" : "border-line-strong",
        )}
      >
        <Avatar name={displayName(me)} image={me.image} size="lg" />
        <div className="min-w-0 flex-1 basis-48">
          <p className="text-sm">{t("account.dropAnImageHereOr")}</p>
          <p className="text-xs text-ink-muted">{t("account.pngJpegOrWebpEverybody", { name: me.tenant.name })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => picker.current?.click()}>
            <ImageUp aria-hidden="true" />
            {t("account.chooseAnImage")}
          </Button>
          {me.image !== null && (
            <Button variant="danger-quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
              <Trash2 aria-hidden="true" />
              {t("common.remove")}
            </Button>
          )}
        </div>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t("account.imageFile")}
          accept={profileImageTypes.join(",")}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file again is a choice too.
            event.target.value = "";
          }}
        />
      </section>
      <FailureNote message={failure} />
      {chosen && <CropImageDialog key={chosen.address} image={chosen} onClose={close} />}
    </Panel>
  );
}
