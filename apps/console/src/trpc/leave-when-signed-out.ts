import { isLeaving } from "#features/sign-in/end-session.ts";
import { describeApiError } from "./api-error.ts";
import { afterRenewal } from "./renewal-lock.ts";

export const isSignedOut = (error: unknown): boolean => describeApiError(error).data.code === "UNAUTHORIZED";

/**
 * Where nobody is signed in any more, or the tenant has begun to ask for a second factor, the page is loaded again: the server
 * leads to the sign-in, and back to here, or to setting one up.
 */
export function leaveWhenSignedOut(error: unknown): void {
  const { data } = describeApiError(error);
  const mustEnrol = data.code === "FORBIDDEN" && data.reason === "second_factor_required";
  if (isSignedOut(error) || (mustEnrol && !isEnrolling())) void reload();
}

async function reload(): Promise<void> {
  await afterRenewal();
  if (!isLeaving()) window.location.reload();
}

/** There, what is refused meanwhile is no reason to load the page again and again. */
const isEnrolling = () => window.location.pathname.startsWith("/account/security");
