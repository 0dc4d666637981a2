import type { Total } from "@portcullis/domain/page";
import type { DeviceSort } from "@portcullis/domain/sort";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useTRPC } from "#trpc/client.ts";
import { nextPages, totalOfOnlyPage } from "#ui/table/keyset-pages.ts";
import { type DeviceSearch, deviceSearchParams, toDeviceFilter, toListDevices } from "./device-search-params.ts";

/** Devices come and go by themselves: milliseconds after which they are asked for again, while they are looked at. */
export const devicesRefetchMs = 60_000;

/** The page of devices that the search asks for; the rows before stay until it is there. */
export function useDevices(search: DeviceSearch, userId: string | undefined) {
  return useQuery({
    ...useTRPC().device.list.queryOptions(toListDevices(search, userId)),
    placeholderData: keepPreviousData,
    refetchInterval: devicesRefetchMs,
  });
}

/** How many devices match, counted once the first rows are there and only where they are not all; undefined until then. */
export function useDeviceTotal(
  search: DeviceSearch,
  userId: string | undefined,
  list: ReturnType<typeof useDevices>,
): Total | undefined {
  const { known, isToBeCounted } = totalOfOnlyPage(search.pages, list);
  const counted = useQuery({
    ...useTRPC().device.count.queryOptions(toDeviceFilter(search, userId), { enabled: isToBeCounted }),
    refetchInterval: devicesRefetchMs,
  });
  return known ?? counted.data;
}

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
