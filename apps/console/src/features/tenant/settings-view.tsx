"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { GatewaysPanel } from "./gateways-panel.tsx";
import { GeneralPanel } from "./general-panel.tsx";
import { LostDevicesPanel } from "./lost-devices-panel.tsx";
import { NewDevicesPanel } from "./new-devices-panel.tsx";
import { OwnershipPanel } from "./ownership-panel.tsx";
import { PosturePanel } from "./posture-panel.tsx";
import { SecondFactorPanel } from "./second-factor-panel.tsx";
import { UnreachablePanel } from "./unreachable-panel.tsx";

/** What holds for the whole tenant, and who owns it. */
export function SettingsView() {
  const tenant = useQuery(useTRPC().tenant.get.queryOptions());
  if (tenant.data) {
    return (
      <div className="grid max-w-3xl gap-4">
        <GeneralPanel tenant={tenant.data} />
        <SecondFactorPanel tenant={tenant.data} />
        <NewDevicesPanel tenant={tenant.data} />
        <LostDevicesPanel tenant={tenant.data} />
        <GatewaysPanel />
        <PosturePanel />
        <UnreachablePanel key={tenant.data.updatedAt.getTime()} tenant={tenant.data} />
        <OwnershipPanel tenant={tenant.data} />
      </div>
    );
  }
  if (tenant.isError) {
    return (
      <QueryFailure
        title="The settings could not be loaded"
        error={tenant.error}
        onRetry={() => void tenant.refetch()}
        retrying={tenant.isFetching}
      />
    );
  }
  return (
    <div className="grid max-w-3xl gap-4">
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
