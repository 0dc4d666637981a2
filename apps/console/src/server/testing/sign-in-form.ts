import { vi } from "vitest";
import { type Answer, testConsole } from "./test-console.ts";

export type Running = Awaited<ReturnType<typeof testConsole>>;

export const setCookies = (answer: Answer): string[] => answer.headers["set-cookie"] ?? [];
export const pairsOf = (answer: Answer) => setCookies(answer).map((cookie) => cookie.split(";", 1)[0] ?? "");
export const urlOf = (answer: Answer) => (JSON.parse(answer.text) as { url: string }).url;

/** The session cookies that an answer gives. */
export const sessionsIn = (answer: Answer) => setCookies(answer).filter((cookie) => cookie.includes(".session="));

/** Sends a form of next-auth's as a browser does: its token first, its cookies along. */
export async function post(
  running: Running,
  path: string,
  fields: Record<string, string>,
  { cookie = "", headers = {} }: { cookie?: string; headers?: Readonly<Record<string, string>> } = {},
) {
  const csrf = await running.ask("/api/auth/csrf", { headers: { cookie } });
  const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string };
  return running.ask(`/api/auth/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: running.origin,
      cookie: [cookie, ...pairsOf(csrf)].filter(Boolean).join("; "),
      ...headers,
    },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...fields }).toString(),
  });
}

/** A console with sign-in and its first person. `vi.unstubAllEnvs()` after it. */
export async function signInConsole(settings: Parameters<typeof testConsole>[0] = {}) {
  const running = await testConsole(settings);
  vi.stubEnv("NEXTAUTH_URL", running.origin);
  const { tenant, email, password, cookie, userId } = await running.aSignedIn();
  const enter = (fields: Record<string, string> = {}, headers: Readonly<Record<string, string>> = {}) =>
    post(running, "callback/credentials", { tenant, email, password, ...fields }, { headers });
  return { running, tenant, email, password, cookie, userId, enter };
}
