import type { QueryCache } from "@tanstack/react-query";
import { describeApiError } from "#components/api-error.ts";

/** Milliseconds between tries of what the database did not answer; spread, as every open tab tries. */
const retryMs = 2_000;

export const isDatabaseAway = (error: unknown): boolean =>
  describeApiError(error).data.reason === "database_unavailable";

/** What the database did not answer is asked again until it does: what is shown stays meanwhile. */
export const untilDatabaseAnswers = {
  retry: (_failures: number, error: unknown) => isDatabaseAway(error),
  retryDelay: () => retryMs * (0.75 + Math.random() / 2),
};

/** Since when something on this page waits for the database, in milliseconds since the epoch; null where nothing does. */
export function awaySince(cache: QueryCache, before: number | null): number | null {
  const isAway = cache.getAll().some(({ state }) => isDatabaseAway(state.fetchFailureReason ?? state.error));
  return isAway ? (before ?? Date.now()) : null;
}
