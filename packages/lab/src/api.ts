import type { AppRouter } from "@portcullis/api/router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import { type Account, signIn } from "./sign-in.ts";

export type Api = TRPCClient<AppRouter>;

/** Signs in, and calls the API as the console's pages do. */
export async function apiOf(url: string, account: Account): Promise<Api> {
  const cookie = await signIn(url, account);
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { cookie, origin: url } })],
  });
}
