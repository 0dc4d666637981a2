import type { QueryCache, QueryClient } from "@tanstack/react-query";
import { describeApiError } from "./client.ts";

/** Milliseconds between tries of what the database did not answer; spread, as every open tab tries. */
const retryMs = 2_000;

/** The database did not answer the stream, which no query of the page tells of. */
class StreamUnansweredError extends Error {}

/** What keeps the database from answering, where that is why a call or the stream failed. */
export function databaseFailure(error: unknown): "away" | "busy" | undefined {
  if (error instanceof StreamUnansweredError) return "away";
  const { code, reason } = describeApiError(error).data;
  if (code !== "SERVICE_UNAVAILABLE") return undefined;
  if (reason === "busy") return "busy";
  return reason === "database_unavailable" ? "away" : undefined;
}

export const isDatabaseAway = (error: unknown): boolean => databaseFailure(error) !== undefined;

/** What the database did not answer is asked again until it does: what is shown stays meanwhile. */
export const untilDatabaseAnswers = {
  retry: (_failures: number, error: unknown) => isDatabaseAway(error),
  retryDelay: () => retryMs * (0.75 + Math.random() / 2),
};

/**
 * From now on the page waits for the database, whatever it shows, until it answers what `ask` asks. Asked twice at once, it
 * waits once.
 */
export async function awaitDatabase(queryClient: QueryClient, probe: () => Promise<unknown>): Promise<void> {
  let isKnown = false;
  await queryClient.fetchQuery({
    queryKey: ["database"],
    queryFn: async () => {
      if (!isKnown) {
        isKnown = true;
        throw new StreamUnansweredError();
      }
      await probe();
      return true;
    },
    staleTime: 0,
    gcTime: 0,
    ...untilDatabaseAnswers,
  });
}

export interface DatabaseTrouble {
  /** `busy`: it has only refused so far; `away`: it did not answer. */
  readonly cause: "away" | "busy";
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Since when something on this page waits for the database; null where nothing does. */
export function databaseTrouble(cache: QueryCache, before: DatabaseTrouble | null): DatabaseTrouble | null {
  const causes = cache.getAll().map(({ state }) => databaseFailure(state.fetchFailureReason ?? state.error));
  const cause = causes.includes("away") ? "away" : causes.find((each) => each !== undefined);
  if (!cause) return null;
  // While it is away, calls that wait for a connection are refused as busy.
  if (before && (before.cause === "away" || cause === "busy")) return before;
  return { cause, since: before?.since ?? Date.now() };
}
