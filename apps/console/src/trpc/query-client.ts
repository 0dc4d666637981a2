import { QueryClient } from "@tanstack/react-query";

/** Milliseconds for which what the server rendered is not fetched again by the browser. */
const staleTime = 30_000;

/**
 * The same on both sides: what the server dehydrates, the browser reads. Only what has arrived: the layout is rendered
 * while its page still waits, and a query handed over as pending there would be drawn as pending, beside HTML with its data.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime, retry: false } },
  });
}
