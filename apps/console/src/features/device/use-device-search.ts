import type { DeviceSort } from "@portcullis/domain/device/device-sort";
import { useQueryStates } from "nuqs";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { type DeviceSearch, deviceSearchParams } from "./device-search-params.ts";

/** The state of the list in the URL, and the moves that a reader can make. */
export function useDeviceSearch() {
  const [search, setSearch] = useQueryStates(deviceSearchParams, { history: "replace" });
  /** Another question begins on its first page. */
  const narrow = (change: Partial<DeviceSearch>) => void setSearch({ ...change, pages: [] });
  return {
    search,
    isNarrowed:
      search.q.trim() !== "" ||
      search.waiting ||
      search.status.length + search.posture.length + search.platform.length > 0,
    narrow,
    clear: () => narrow({ q: "", status: [], waiting: false, posture: [], platform: [] }),
    sortBy: (sort: DeviceSort) =>
      narrow({ sort, direction: sort === search.sort && search.direction === "asc" ? "desc" : "asc" }),
    toFirst: () => narrow({}),
    previous:
      search.pages.length > 0 ? () => void setSearch({ pages: search.pages.slice(0, -1) }, { history: "push" }) : null,
    next: (cursor: string) => void setSearch({ pages: nextPages(search.pages, cursor) }, { history: "push" }),
  };
}
