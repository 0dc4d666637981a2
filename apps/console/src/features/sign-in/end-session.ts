import { authToken } from "./auth-token.ts";

/** Signs out: the session ends on the server, its cookie goes. @throws where the server does not answer or refuses */
export async function endSession(): Promise<void> {
  const answer = await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken: await authToken(), callbackUrl: "/sign-in", json: "true" }),
  });
  if (!answer.ok) throw new Error(`Signing out was answered with ${answer.status}.`);
}

/** Whether this page is signing out of its own accord. */
let leaving = false;
export const isLeaving = (): boolean => leaving;

/**
 * Does what ends the session, then leads to the sign-in. Meanwhile nothing else of the page leads anywhere: its streams end with
 * the session, and would have the next person sign in to where this one was. @throws what `end` throws; the page stays then
 */
export async function leaveAfter(end: () => Promise<unknown>): Promise<void> {
  leaving = true;
  try {
    await end();
    window.location.assign("/sign-in");
  } catch (error) {
    leaving = false;
    throw error;
  }
}
