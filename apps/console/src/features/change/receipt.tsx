"use client";

import type { CascadeDetail, CascadeDevice } from "@portcullis/domain/cascade";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { MadeLatelyList } from "#features/user/made-lately.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { PanelsSkeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Panel } from "#ui/panel.tsx";
import { CascadeProgress } from "./cascade-progress.tsx";
import { ReceiptDetails } from "./receipt-details.tsx";
import { ReceiptDevices } from "./receipt-devices.tsx";
import { ReceiptGateways } from "./receipt-gateways.tsx";
import { ReceiptHeader } from "./receipt-header.tsx";

/** Milliseconds between two looks at what is under way, in case the stream is cut. */
const pollIntervalMs = 5000;

/** A lifecycle change from the request to the last device: live while it runs, the proof afterwards. */
export function Receipt({ id }: { readonly id: string }) {
  const t = useTranslations();
  const query = useQuery({
    ...useTRPC().cascade.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollIntervalMs : false),
  });
  const printing = usePrintAll(id);
  return (
    <QueryView
      query={query}
      failure={t("change.thisReceiptCouldNotBe")}
      skeleton={<PanelsSkeleton label={t("change.loadingTheReceipt")} />}
    >
      {(cascade) => (
        <>
          <ReceiptHeader
            cascade={cascade}
            actions={
              <Button busy={printing.isLoading} onClick={printing.print}>
                <Printer aria-hidden="true" />
                {t("change.print")}
              </Button>
            }
          />
          <div className="grid items-start gap-4 lg:grid-cols-2 print:grid-cols-1">
            <Panel title={t("change.progress")}>
              <CascadeProgress cascade={cascade} />
            </Panel>
            <Panel title={t("common.details")}>
              <ReceiptDetails cascade={cascade} />
            </Panel>
          </div>
          <ReceiptGateways
            gateways={cascade.gateways}
            requestedAt={cascade.requestedAt}
            changeId={cascade.state === "superseded" ? undefined : cascade.id}
          />
          <ReceiptDevices cascade={cascade} all={printing.all} />
          <ReceiptMade cascade={cascade} />
        </>
      )}
    </QueryView>
  );
}

/** Devices to be switched, or a gateway that may still confirm. */
const isUnderWay = ({ state }: CascadeDetail) => state === "running" || state === "unconfirmed" || state === "settled";

/** What the person of a receipt made for others before, and what of it still stands: what is left to look after. */
function ReceiptMade({ cascade }: { readonly cascade: CascadeDetail }) {
  const t = useTranslations();
  const ends = cascade.kind !== "reactivate";
  const { data: made } = useQuery({ ...useTRPC().cascade.made.queryOptions({ id: cascade.id }), enabled: ends });
  if (!ends || !made || made.items.length === 0) return null;
  return (
    <Panel title={t("change.madeForOthersInThe")}>
      <MadeLatelyList made={made} />
    </Panel>
  );
}

/** Prints a receipt with all its devices: on paper there is no next page. */
function usePrintAll(id: string) {
  const client = useTRPCClient();
  const [all, setAll] = useState<CascadeDevice[] | null>(null);
  const load = useMutation({
    mutationFn: async () => {
      const devices: CascadeDevice[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.cascade.devices.query>> = await client.cascade.devices.query({
          id,
          limit: 100,
          ...(cursor && { cursor }),
        });
        devices.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return devices;
    },
    onSuccess: setAll,
    onError: (error) => showToast({ tone: "danger", message: describeApiError(error).message }),
  });
  useEffect(() => {
    if (all === null) return;
    const back = () => setAll(null);
    window.addEventListener("afterprint", back);
    window.print();
    return () => window.removeEventListener("afterprint", back);
  }, [all]);
  return { all, isLoading: load.isPending, print: () => load.mutate() };
}
