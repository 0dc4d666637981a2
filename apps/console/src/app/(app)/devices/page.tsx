import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import {
  loadDeviceSearch,
  toDeviceFilter,
  toListDevices,
  waitingDevices,
} from "#features/device/device-search-params.ts";
import { DevicesPage } from "#features/device/devices-view.tsx";
import { translator } from "#i18n/translator.ts";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export async function generateMetadata(): Promise<Metadata> {
  const { permissions } = await requirePrincipal();
  return { title: permissions.includes("device:read") ? t("common.devices") : t("common.myDevices") };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [trpc, search, principal] = await Promise.all([api(), loadDeviceSearch(searchParams), requirePrincipal()]);
  const { permissions } = principal;
  const userId = permissions.includes("device:read") ? undefined : principal.userId;
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.device.list.queryOptions(toListDevices(search, userId))),
    prefetch(trpc.device.count.queryOptions(toDeviceFilter(search, userId))),
    userId === undefined &&
      permissions.includes("device:write") &&
      prefetch(trpc.device.count.queryOptions(waitingDevices)),
  ]);
  return (
    <Hydrate>
      <DevicesPage />
    </Hydrate>
  );
}
