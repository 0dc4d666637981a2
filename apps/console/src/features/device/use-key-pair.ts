import { useEffect, useState } from "react";
import { type KeyPair, makeKeyPair } from "./key-pair.ts";

/** A key pair made for this component, kept nowhere else; null where the browser makes none, undefined until it has. */
export function useKeyPair(): KeyPair | null | undefined {
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
