import type { ListDevices } from "@portcullis/domain/device/device";
import { deviceSorts } from "@portcullis/domain/device/device-sort";
import { platforms } from "@portcullis/domain/device/platform";
import { deviceStatuses } from "@portcullis/domain/device/presence";
import { sortDirections } from "@portcullis/domain/sort";
import { createLoader, type inferParserType, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** The whole state of a list of devices, in its page's URL: one reading for server and browser. */
export const deviceSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(deviceStatuses)).withDefault([]),
  platform: parseAsArrayOf(parseAsStringLiteral(platforms)).withDefault([]),
  sort: parseAsStringLiteral(deviceSorts).withDefault("name"),
  direction: parseAsStringLiteral(sortDirections).withDefault("asc"),
  /** The cursors of the pages walked through; the last one is shown. */
  pages: parseAsArrayOf(parseAsString).withDefault([]),
};
export type DeviceSearch = inferParserType<typeof deviceSearchParams>;

export const loadDeviceSearch = createLoader(deviceSearchParams);

/** What the API is asked for; `userId` undefined means everybody's. */
export function toListDevices(search: DeviceSearch, userId: string | undefined): ListDevices {
  const cursor = search.pages.at(-1);
  return {
    ...(userId && { userId }),
    ...(search.q.trim() && { search: search.q.trim().slice(0, 100) }),
    ...(search.status.length > 0 && { status: search.status }),
    ...(search.platform.length > 0 && { platform: search.platform }),
    ...(cursor && { cursor }),
    sort: search.sort,
    direction: search.direction,
    limit: 50,
  };
}

/** Cursors kept in the URL, about 130 characters each; a server takes some 16,000 in all. */
const trailMax = 40;

/** The trail after a step forward; beyond its length, stepping back ends on the first page. */
export function nextPages(pages: readonly string[], cursor: string): string[] {
  return [...pages, cursor].slice(-trailMax);
}
