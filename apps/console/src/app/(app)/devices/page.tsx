import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadDeviceSearch, toListDevices, waitingDevices } from "#features/device/device-search-params.ts";
import { DevicesPage } from "#features/device/devices-view.tsx";

import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { permissions } = await requirePrincipal();
  return { title: permissions.includes("device:read") ? "Devices" : "My devices" };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [trpc, search, principal] = await Promise.all([api(), loadDeviceSearch(searchParams), requirePrincipal()]);
  const { permissions } = principal;
  const userId = permissions.includes("device:read") ? undefined : principal.userId;
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.device.list.queryOptions(toListDevices(search, userId))),
    userId === undefined &&
      permissions.includes("device:write") &&
      prefetch(trpc.device.list.queryOptions(waitingDevices)),
  ]);
  return (
    <Hydrate>
      <DevicesPage />
    </Hydrate>
  );
}
