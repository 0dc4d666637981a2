import { putDraftsAway } from "#ui/form/draft.ts";
import { describeApiError } from "./client.ts";

const reloadedAt = "portcullis-reloaded-at";
const isUntold = "portcullis-reload-untold";
/** Milliseconds in which a page that was loaded again and is refused once more stays as it is, and says why. */
const onceMs = 60_000;

/** A page of another version than the console loads itself again, once, with what is typed in it. */
export function reloadWhenOutdated(error: unknown): void {
  if (describeApiError(error).data.reason !== "wire_outdated") return;
  if (Date.now() - Number(sessionStorage.getItem(reloadedAt)) < onceMs) return;
  sessionStorage.setItem(reloadedAt, String(Date.now()));
  sessionStorage.setItem(isUntold, "yes");
  putDraftsAway();
  window.location.reload();
}

/** Whether this page took the place of an outdated one, and nobody was told yet. */
export function takeUntoldReload(): boolean {
  const untold = sessionStorage.getItem(isUntold) !== null;
  sessionStorage.removeItem(isUntold);
  return untold;
}
