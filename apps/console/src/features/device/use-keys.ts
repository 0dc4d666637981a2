import { registerDevice } from "@portcullis/domain/device/device";
import { platforms } from "@portcullis/domain/device/platform";
import { publicKey } from "@portcullis/domain/device/public-key";
import { useEffect, useState } from "react";
import { z } from "zod";
import { translator } from "#i18n/translator.ts";
import { type KeyPair, makeKeyPair } from "./key-encoding.ts";

/** Where the public key comes from: from the pair of this page, or from elsewhere. */
export type Keys = "made" | "pasted";

/** A choice of where a device's keys come from, and the pair that is made here meanwhile. */
export function useKeys() {
  const pair = useKeyPair();
  const [chosen, setChosen] = useState<Keys>("made");
  const keys = pair === null ? "pasted" : chosen;
  return {
    keys,
    choose: setChosen,
    canMake: pair !== null,
    /** Undefined where they are pasted, and for a moment after opening. */
    made: keys === "made" && pair ? pair : undefined,
  };
}

/** A key pair made for this component, kept nowhere else; null where the browser makes none, undefined until it has. */
function useKeyPair(): KeyPair | null | undefined {
  const [pair, setPair] = useState<KeyPair | null>();
  useEffect(() => {
    let isWanted = true;
    const take = (made: KeyPair | null) => isWanted && setPair(made);
    makeKeyPair().then(take, () => take(null));
    return () => {
      isWanted = false;
    };
  }, []);
  return pair;
}

/** What the form asks for, by the rules of the API; a pasted key may bring spaces along. */
export const newDevice = z.object({
  name: registerDevice.shape.name,
  /** Begins empty: a wrong platform is easily overlooked. */
  platform: z.string().pipe(z.enum(platforms, translator()("device.chooseAPlatformFirst"))),
  publicKey: z.string().trim().pipe(publicKey),
});
export const newDeviceFields = ["name", "platform", "publicKey"] as const;
