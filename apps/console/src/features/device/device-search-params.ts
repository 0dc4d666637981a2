import type { DeviceFilter, ListDevices } from "@portcullis/domain/device/device";
import { platforms } from "@portcullis/domain/device/platform";
import type { Compliance } from "@portcullis/domain/device/posture";
import { deviceStatuses } from "@portcullis/domain/device/presence";
import { deviceSorts, sortDirections } from "@portcullis/domain/sort";
import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

/** What a list can be narrowed to; where nothing is required, there is nothing to look for. */
export const soughtCompliances = ["compliant", "non_compliant", "unknown"] as const satisfies readonly Compliance[];

/** The whole state of a list of devices, in its page's URL: one reading for server and browser. */
export const deviceSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(deviceStatuses)).withDefault([]),
  /** For an administrator's approval. */
  waiting: parseAsBoolean.withDefault(false),
  posture: parseAsArrayOf(parseAsStringLiteral(soughtCompliances)).withDefault([]),
  platform: parseAsArrayOf(parseAsStringLiteral(platforms)).withDefault([]),
  sort: parseAsStringLiteral(deviceSorts).withDefault("name"),
  direction: parseAsStringLiteral(sortDirections).withDefault("asc"),
  pages: keysetPages,
};
export type DeviceSearch = inferParserType<typeof deviceSearchParams>;

export const loadDeviceSearch = createLoader(deviceSearchParams);

/** What the list has on all its pages; `userId` undefined means everybody's. */
export function toDeviceFilter(search: DeviceSearch, userId: string | undefined): DeviceFilter {
  return {
    ...(userId && { userId }),
    ...(search.q.trim() && { search: search.q.trim().slice(0, 100) }),
    ...(search.status.length > 0 && { status: search.status }),
    ...(search.waiting && { awaitingApproval: true }),
    ...(search.posture.length > 0 && { compliance: search.posture }),
    ...(search.platform.length > 0 && { platform: search.platform }),
  };
}

/** What the API is asked for. */
export function toListDevices(search: DeviceSearch, userId: string | undefined): ListDevices {
  const cursor = search.pages.at(-1);
  return {
    ...toDeviceFilter(search, userId),
    ...(cursor && { cursor }),
    sort: search.sort,
    direction: search.direction,
    limit: 50,
  };
}

/** What the API is asked for how many devices wait for an administrator. */
export const waitingDevices = { awaitingApproval: true } as const;
