"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Panel } from "#ui/panel.tsx";
import { CascadeProgress } from "./cascade-progress.tsx";
import { ReceiptDetails } from "./receipt-details.tsx";
import { ReceiptDevices } from "./receipt-devices.tsx";
import { ReceiptGateways } from "./receipt-gateways.tsx";
import { ReceiptHeader } from "./receipt-header.tsx";
import { ReceiptMade } from "./receipt-made.tsx";
import { ReceiptSkeleton } from "./receipt-skeleton.tsx";
import { usePrintAll } from "./use-print-all.ts";

/** Milliseconds between two looks at what is under way, in case the stream is cut. */
const pollIntervalMs = 5000;

/** A lifecycle change from the request to the last device: live while it runs, the proof afterwards. */
export function Receipt({ id }: { readonly id: string }) {
  const query = useQuery({
    ...useTRPC().cascade.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollIntervalMs : false),
  });
  const printing = usePrintAll(id);
  const cascade = query.data;
  if (!cascade) {
    if (!query.isError) return <ReceiptSkeleton />;
    return (
      <QueryFailure
        title="This receipt could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return (
    <>
      <ReceiptHeader
        cascade={cascade}
        actions={
          <Button busy={printing.isLoading} onClick={printing.print}>
            <Printer aria-hidden="true" />
            Print
          </Button>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-2 print:grid-cols-1">
        <Panel title="Progress">
          <CascadeProgress cascade={cascade} />
        </Panel>
        <Panel title="Facts">
          <ReceiptDetails cascade={cascade} />
        </Panel>
      </div>
      <ReceiptGateways cascade={cascade} />
      <ReceiptDevices cascade={cascade} all={printing.all} />
      <ReceiptMade cascade={cascade} />
    </>
  );
}

/** Devices to be switched, or a gateway that may still confirm. */
const isUnderWay = ({ state }: CascadeDetail) => state === "running" || state === "unconfirmed" || state === "settled";
