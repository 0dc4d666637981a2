import type { AppRouter } from "@portcullis/api/router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";

export type Api = TRPCClient<AppRouter>;

/** What the sign-in form asks for. */
export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** Signs in as the form does, and answers the cookies of it. Whether it opened anything, the first call tells. */
export async function signIn(url: string, account: Account): Promise<string> {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const ask = async (path: string, form?: URLSearchParams) => {
    const answer = await fetch(`${url}/api/auth/${path}`, {
      headers: { cookie: cookie(), origin: url },
      // `fetch` names the media type of a form itself.
      ...(form && { method: "POST", body: form }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";", 1);
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  };
  const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
  await ask("callback/credentials", new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...account }));
  return cookie();
}

/** Calls the API as the console's pages do, with the cookies of a sign-in and whatever headers are given besides. */
export function apiWith(url: string, cookie: string, more: Readonly<Record<string, string>> = {}): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { ...more, cookie, origin: url } }),
    ],
  });
}

/** Signs in, and calls the API as who did. */
export async function apiOf(url: string, account: Account): Promise<Api> {
  return apiWith(url, await signIn(url, account));
}
