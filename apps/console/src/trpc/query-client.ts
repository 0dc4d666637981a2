import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import { deserialize, serialize } from "superjson";

/** Milliseconds for which what the server rendered is not fetched again by the browser. */
const staleTime = 30_000;

/** The same on both sides: what the server dehydrates, the browser reads. Queries still under way are handed over too. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime, retry: false },
      dehydrate: {
        serializeData: serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
        // Errors of ours say nothing of the inside; Next needs its own to pass, to tell dynamic pages by.
        shouldRedactErrors: () => false,
      },
      hydrate: { deserializeData: deserialize },
    },
  });
}
