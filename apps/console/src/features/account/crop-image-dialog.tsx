"use client";

import { profileImageSize } from "@portcullis/domain/account";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import Cropper from "react-easy-crop";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { useRefreshMe } from "./use-me.ts";

/** Pixels by which an arrow key moves the picture. */
const keyboardStep = 4;
const zoomMax = 4;

/** A file, and where the browser finds it for as long as it is shown. */
export interface ChosenImage {
  readonly file: File;
  readonly address: string;
}

/** Cuts the chosen picture to a circle: dragged or moved with the arrow keys, and zoomed; then it is uploaded. */
export function CropImageDialog({ image, onClose }: { readonly image: ChosenImage; readonly onClose: () => void }) {
  const t = useTranslations();
  const client = useTRPCClient();
  const refresh = useRefreshMe();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [cut, setCut] = useState<Cut | null>(null);
  const upload = useMutation({
    mutationFn: async (of: Cut) => client.account.setImage.mutate({ data: await cutImage(image.file, of) }),
    onSuccess: (me) => {
      refresh(me);
      onClose();
      showToast({ message: t("account.yourImageIsSaved"), tone: "success" });
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={t("account.cropYourImage")}
      description={t("account.dragItOrMoveIt")}
      busy={upload.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant="primary"
            busy={upload.isPending}
            disabledReason={cut ? undefined : t("account.theImageIsBeingRead")}
            onClick={() => cut && upload.mutate(cut)}
          >
            {t("account.saveImage")}
          </Button>
        </>
      }
    >
      <div className="relative h-72 overflow-hidden rounded-md bg-sunken">
        <Cropper
          image={image.address}
          crop={crop}
          zoom={zoom}
          maxZoom={zoomMax}
          aspect={1}
          cropShape="round"
          showGrid={false}
          keyboardStep={keyboardStep}
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_, pixels) => setCut(pixels)}
          mediaProps={{ alt: "" }}
          cropperProps={{ role: "group", "aria-label": t("account.partOfTheImageThat") }}
        />
      </div>
      <label className="mt-4 flex items-center gap-3 text-sm font-medium">
        {t("account.zoom")}
        <input
          type="range"
          min={1}
          max={zoomMax}
          step={0.05}
          value={zoom}
          onChange={(event) => setZoom(Number(event.target.value))}
          className="h-6 min-w-0 flex-1 accent-accent"
        />
      </label>
      <div aria-live="assertive">
        {upload.isError && (
          <Callout tone="danger" className="mt-4">
            {upload.error instanceof DOMException
              ? t("account.thisBrowserCannotReadThe")
              : describeApiError(upload.error).message}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

/** A square of the picture, in its own pixels. */
interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Twice what is kept, so that the server has something to make smaller. */
const size = profileImageSize * 2;

/** The cut-out in base64, small enough to send. @throws {Error} where the browser cannot read the file */
async function cutImage(file: File, cut: Cut): Promise<string> {
  const picture = await createImageBitmap(file);
  try {
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser has no canvas.");
    context.imageSmoothingQuality = "high";
    // JPEG knows no transparency; where the picture has any, it stands on white.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, size, size);
    context.drawImage(picture, cut.x, cut.y, cut.width, cut.height, 0, 0, size, size);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
    return base64(new Uint8Array(await blob.arrayBuffer()));
  } finally {
    picture.close();
  }
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text);
}
