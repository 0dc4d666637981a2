import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeviceView } from "#features/device/device-view.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { api, Hydrate, prefetch, queryClient } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.device") };

/** Everybody may look at their own devices; without `device:read`, nobody else's has a page. */
export default async function DevicePage({ params }: { params: Promise<{ id: string }> }) {
  const [trpc, { id }] = await Promise.all([api(), params]);
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.device.history.queryOptions({ id, span: "24h" })),
    // Other failures are for the page to show: it asks again.
    queryClient()
      .fetchQuery(trpc.device.get.queryOptions({ id }))
      .catch((error: unknown) => isMissing(error) && notFound()),
  ]);
  return (
    <Hydrate>
      <DeviceView id={id} />
    </Hydrate>
  );
}
