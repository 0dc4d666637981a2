import { describeApiError } from "#trpc/client.ts";

/** Whether a save was refused because somebody else saved meanwhile. */
export const isStale = (error: unknown): boolean => describeApiError(error).data.reason === "stale_write";
