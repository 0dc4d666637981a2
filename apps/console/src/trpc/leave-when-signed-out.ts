import { describeApiError } from "#components/api-error.ts";

/**
 * Where nobody is signed in any more, or the tenant has begun to ask for a second factor, the page is loaded again: the server
 * leads to the sign-in, and back to here, or to setting one up.
 */
export function leaveWhenSignedOut(error: unknown): void {
  const { data } = describeApiError(error);
  const mustEnrol = data.code === "FORBIDDEN" && data.reason === "second_factor_required";
  if (data.code === "UNAUTHORIZED" || (mustEnrol && !isEnrolling())) window.location.reload();
}

/** There, what is refused meanwhile is no reason to load the page again and again. */
const isEnrolling = () => window.location.pathname.startsWith("/account/security");
