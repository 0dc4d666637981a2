import { useQueryStates } from "nuqs";
import { keysetPages } from "#ui/table/keyset-pages.ts";
import { type ActivityFilters, activityFilters } from "./activity-search-params.ts";

const none = { area: null, actor: null, target: null, from: null, to: null } as const;

/** The filters in the URL. Another question begins on its first page. */
export function useActivityFilters() {
  const [{ pages: _, ...filters }, set] = useQueryStates(
    { ...activityFilters, pages: keysetPages },
    { history: "replace" },
  );
  return {
    filters,
    narrow: (change: Partial<ActivityFilters>) => void set({ ...change, pages: [] }),
    clear: () => void set({ ...none, pages: [] }),
  };
}
