import type { AppRouter } from "@portcullis/api/router";
import {
  dehydrate,
  type FetchQueryOptions,
  HydrationBoundary,
  type QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { cache, type ReactNode } from "react";
import { makeQueryClient } from "../trpc/query-client.ts";
import { consoleRuntime } from "./runtime.ts";
import { apiContext, requirePrincipal } from "./session.ts";

/** The query client of the request that is being rendered. */
export const queryClient = cache((): QueryClient => makeQueryClient());

const optionsProxy = cache(() =>
  createTRPCOptionsProxy<AppRouter>({
    router: consoleRuntime().router,
    ctx: () => apiContext(),
    queryClient,
  }),
);

/**
 * The API in process, as query options, for whoever is signed in; everybody else is sent to sign in. `prefetch` takes what
 * the client components of the page will ask for, `queryClient().fetchQuery` what the page itself needs.
 */
export async function api() {
  await requirePrincipal();
  return optionsProxy();
}

/** Starts a query that a client component below `Hydrate` reads; it arrives with the page. Never rejects. */
export function prefetch<Output, Failure, Data, Key extends QueryKey>(
  options: FetchQueryOptions<Output, Failure, Data, Key>,
): Promise<void> {
  return queryClient().prefetchQuery(options);
}

/** Hands what was prefetched to the client components inside. */
export function Hydrate({ children }: { readonly children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(queryClient())}>{children}</HydrationBoundary>;
}
