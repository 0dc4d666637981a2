import { useSyncExternalStore } from "react";

/** A browser that moves to another zone is told by nobody; the next page reads it anew. */
const subscribe = () => () => {};
const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const unknown = () => undefined;

/** The reader's time zone; undefined on the server and in the browser's first paint, which must agree with it. */
export function useTimeZone(): string | undefined {
  return useSyncExternalStore(subscribe, readersZone, unknown);
}
