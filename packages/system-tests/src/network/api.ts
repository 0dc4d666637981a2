import type { AppRouter } from "@portcullis/api/router";
import { wireHeaders } from "@portcullis/domain/wire";
import { type Account, signIn } from "@portcullis/testing/sign-in";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

export type Api = TRPCClient<AppRouter>;

/** How a client sends its requests. */
export type Ask = NonNullable<Parameters<typeof httpLink<AppRouter>>[0]["fetch"]>;

/** Calls the API as the console's pages do, with the cookies of a sign-in and whatever headers are given besides. */
export function apiWith(url: string, cookie: string, more: Readonly<Record<string, string>> = {}, ask?: Ask): Api {
  const headers = { ...wireHeaders, ...more, cookie, origin: url };
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, headers, ...(ask && { fetch: ask }) })],
  });
}

/** Signs in, and calls the API as the console's pages do. */
export async function apiOf(url: string, account: Account): Promise<Api> {
  return apiWith(url, await signIn(url, account));
}
