import { authToken } from "./auth-token.ts";

/** Signs out: the session ends on the server, its cookie goes. @throws where the server does not answer or refuses */
export async function endSession(): Promise<void> {
  const answer = await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken: await authToken(), callbackUrl: "/sign-in", json: "true" }),
  });
  if (!answer.ok) throw new Error(`Signing out was answered with ${answer.status}.`);
}
