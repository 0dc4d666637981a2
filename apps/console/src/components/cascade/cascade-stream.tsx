"use client";

import { useCascadeStream } from "./use-cascade-stream.ts";

/** Listens while the console is open; shows nothing. */
export function CascadeStream({ enabled }: { readonly enabled: boolean }) {
  useCascadeStream(enabled);
  return null;
}
