/** The token that next-auth wants with every POST. @throws TypeError where the server does not answer */
export async function authToken(): Promise<string> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
  const body: unknown = await answer.json();
  if (typeof body === "object" && body !== null && "csrfToken" in body && typeof body.csrfToken === "string") {
    return body.csrfToken;
  }
  throw new TypeError("The sign-in service answered without a token.");
}
