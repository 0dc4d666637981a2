import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadDeviceSearch, toListDevices } from "#features/device/device-search-params.ts";
import { UserDevices } from "#features/device/devices-view.tsx";
import { translator } from "#i18n/translator.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.devices") };

export default async function UserDevicesPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const [trpc, { id }, search] = await Promise.all([api(), props.params, loadDeviceSearch(props.searchParams)]);
  await prefetch(trpc.device.list.queryOptions(toListDevices(search, id)));
  return (
    <Hydrate>
      <UserDevices />
    </Hydrate>
  );
}
