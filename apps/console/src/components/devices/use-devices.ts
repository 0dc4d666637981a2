"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "#components/ui/use-settled.ts";
import { useTRPC } from "#trpc/client.ts";
import { type DeviceSearch, toListDevices } from "./device-search-params.ts";
import { typingPauseMs } from "./use-device-search.ts";

/** Devices come and go by themselves: milliseconds after which the list is asked for again, while it is looked at. */
const refetchMs = 60_000;

/** The page of devices that the search asks for; the rows before stay until it is there. */
export function useDevices(search: DeviceSearch, userId: string | undefined) {
  const settled = useSettled(search.q, typingPauseMs);
  return useQuery({
    ...useTRPC().device.list.queryOptions(toListDevices(search, userId)),
    enabled: settled,
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
  });
}
