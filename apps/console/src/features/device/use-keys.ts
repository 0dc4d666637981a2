import { useState } from "react";
import { useKeyPair } from "./use-key-pair.ts";

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
