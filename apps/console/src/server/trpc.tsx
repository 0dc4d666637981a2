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
import { apiContext } from "./session.ts";

/** The query client of the request that is being rendered. */
export const queryClient = cache((): QueryClient => makeQueryClient());

/**
 * The API in process, as query options: `await queryClient().fetchQuery(api().user.get.queryOptions({ id }))` for what the
 * page itself needs, `prefetch(api().user.list.queryOptions(input))` for what its client components will ask for.
 */
export const api = cache(() =>
  createTRPCOptionsProxy<AppRouter>({
    router: consoleRuntime().router,
    ctx: () => apiContext(),
    queryClient,
  }),
);

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
