import type { ListDevices } from "@portcullis/domain/device/device";
import { deviceSorts } from "@portcullis/domain/device/device-sort";
import { platforms } from "@portcullis/domain/device/platform";
import { deviceStatuses } from "@portcullis/domain/device/presence";
import { sortDirections } from "@portcullis/domain/sort";
import { createLoader, type inferParserType, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { keysetPages } from "#components/ui/keyset-pages.ts";

/** The whole state of a list of devices, in its page's URL: one reading for server and browser. */
export const deviceSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(deviceStatuses)).withDefault([]),
  platform: parseAsArrayOf(parseAsStringLiteral(platforms)).withDefault([]),
  sort: parseAsStringLiteral(deviceSorts).withDefault("name"),
  direction: parseAsStringLiteral(sortDirections).withDefault("asc"),
  pages: keysetPages,
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
