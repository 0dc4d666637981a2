import { describeApiError } from "#components/api-error.ts";

/** Where nobody is signed in any more, the page is loaded again: the server leads to the sign-in, and back to here. */
export function leaveWhenSignedOut(error: unknown): void {
  if (describeApiError(error).data.code === "UNAUTHORIZED") window.location.reload();
}
