"use client";

import { useQuery } from "@tanstack/react-query";
import { useMe } from "#features/account/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { LostDevicesPanel, NewDevicesPanel } from "./confirmed-setting-panel.tsx";
import { GeneralPanel } from "./general-panel.tsx";
import { OwnershipPanel } from "./ownership-panel.tsx";
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

/** The way to the gateways, for whoever may see them. */
function GatewaysPanel() {
  if (!useMe().permissions.includes("gateway:read")) return null;
  return (
    <Panel
      title="Gateways"
      actions={
        <ButtonLink size="sm" href="/settings/gateways">
          See gateways
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">
        The WireGuard endpoints that devices connect to, and the tokens of their agents.
      </p>
    </Panel>
  );
}

/** The way to the posture rules, for whoever sees the settings. */
function PosturePanel() {
  return (
    <Panel
      title="Posture"
      actions={
        <ButtonLink size="sm" href="/settings/posture">
          See rules
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">
        How devices must be secured (disk encryption, firewall, screen lock, version), and what becomes of those that
        are not.
      </p>
    </Panel>
  );
}
