import type { AppRouter } from "@portcullis/api/router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import type { demoAccount } from "./browser.ts";

export type Api = TRPCClient<AppRouter>;

/** Signs in as the form does, and calls the API as the console's pages do. */
export async function apiOf(url: string, account: ReturnType<typeof demoAccount>): Promise<Api> {
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
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/api/trpc`,
        transformer: superjson,
        headers: () => ({ cookie: cookie(), origin: url }),
      }),
    ],
  });
}
