import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { type ActivityFilters, toListAudit } from "./activity-search-params.ts";

/** Milliseconds after which the newest page is asked for again, while it is looked at. */
const refetchMs = 60_000;

/** The page of the audit log that the filters leave; the events before stay until it is there. */
export function useActivity(filters: ActivityFilters, cursor: string | undefined, timeZone: string | undefined) {
  return useQuery({
    ...useTRPC().audit.list.queryOptions(toListAudit(filters, cursor, timeZone) ?? skipToken),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === undefined ? refetchMs : false,
  });
}
