import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { loadReceiptPages, toListCascadeDevices } from "#features/change/changes-search-params.ts";
import { Receipt } from "#features/change/receipt.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch, queryClient } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.receipt") };

export default async function ReceiptPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThis")} permission="user:read" />;
  }
  const [trpc, { id }, { pages }] = await Promise.all([api(), props.params, loadReceiptPages(props.searchParams)]);
  await Promise.all([
    // Other failures are for the receipt to show: it asks again.
    queryClient()
      .fetchQuery(trpc.cascade.get.queryOptions({ id }))
      .catch((error: unknown) => isMissing(error) && notFound()),
    prefetch(trpc.cascade.devices.queryOptions(toListCascadeDevices(id, pages.at(-1)))),
  ]);
  return (
    <Hydrate>
      <Receipt id={id} />
    </Hydrate>
  );
}
