import { isLeaving } from "#features/sign-in/session-requests.ts";
import { describeApiError } from "./client.ts";

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

const name = "portcullis-renewal";

/**
 * While this browser's cookie is exchanged for another one, what is asked with the old one is refused. Every tab waits for
 * the exchange before it believes that nobody is signed in any more.
 */
export function whileRenewing<T>(exchange: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, exchange);
}

/** Resolves when no exchange is under way. */
export function afterRenewal(): Promise<void> {
  return navigator.locks.request(name, { mode: "shared" }, () => {});
}
