import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { type DeviceSearch, toListDevices } from "./device-search-params.ts";

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
