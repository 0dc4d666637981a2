import type { AppRouter } from "@portcullis/api/router";
import { type Account, signIn } from "@portcullis/testing/sign-in";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";

export type Api = TRPCClient<AppRouter>;

/** Calls the API as the console's pages do, with the cookies of a sign-in and whatever headers are given besides. */
export function apiWith(url: string, cookie: string, more: Readonly<Record<string, string>> = {}): Api {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { ...more, cookie, origin: url } })],
  });
}

/** Signs in, and calls the API as the console's pages do. */
export async function apiOf(url: string, account: Account): Promise<Api> {
  return apiWith(url, await signIn(url, account));
}
