import { describeApiError } from "#components/api-error.ts";
import { afterRenewal } from "./renewal-lock.ts";

export const isSignedOut = (error: unknown): boolean => describeApiError(error).data.code === "UNAUTHORIZED";

/** Where nobody is signed in any more, the page is loaded again: the server leads to the sign-in, and back to here. */
export function leaveWhenSignedOut(error: unknown): void {
  if (isSignedOut(error)) void afterRenewal().then(() => window.location.reload());
}
