"use client";

import { useQuery } from "@tanstack/react-query";
import { MonitorX } from "lucide-react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { CutOffPanel } from "./cut-off-panel.tsx";
import { DeviceDetails } from "./device-details.tsx";
import { DeviceHeader } from "./device-header.tsx";
import { DevicePosturePanel } from "./device-posture-panel.tsx";
import { DeviceSkeleton } from "./device-skeleton.tsx";
import { devicesRefetchMs } from "./use-devices.ts";

/** One device: whose it is, whether it may connect and why not, and what can be done to it. */
export function DeviceView({ id }: { readonly id: string }) {
  const query = useQuery({ ...useTRPC().device.get.queryOptions({ id }), refetchInterval: devicesRefetchMs });
  const device = query.data;
  if (query.isError && describeApiError(query.error).data.code === "NOT_FOUND") return <DeviceGone />;
  if (!device) {
    if (!query.isError) return <DeviceSkeleton />;
    return (
      <QueryFailure
        title="This device could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return (
    <>
      <DeviceHeader device={device} asOf={query.dataUpdatedAt} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,32rem)_minmax(0,1fr)]">
        <div className="grid gap-4">
          <DeviceDetails device={device} />
          <CutOffPanel device={device} />
          <DevicePosturePanel device={device} />
        </div>
        <ConnectionPanel device={device} asOf={query.dataUpdatedAt} />
      </div>
    </>
  );
}

/** Somebody removed the device while the page was open, or one may not see it any more. */
function DeviceGone() {
  return (
    <StatePanel
      heading="h1"
      icon={<MonitorX />}
      title="This device is gone"
      actions={<ButtonLink href="/devices">All devices</ButtonLink>}
    >
      It was removed, or handed over to another person. Its history stays in the audit log.
    </StatePanel>
  );
}
