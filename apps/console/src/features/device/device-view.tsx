"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { useQuery } from "@tanstack/react-query";
import { MonitorX } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { type Detail, DetailList, Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { AccessLine } from "./access-line.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { CutOffPanel } from "./cut-off-panel.tsx";
import { DeviceHeader } from "./device-header.tsx";
import { DevicePosturePanel } from "./device-posture-panel.tsx";
import { devicesRefetchMs } from "./use-devices.ts";

/** One device: whose it is, whether it may connect and why not, and what can be done to it. */
export function DeviceView({ id }: { readonly id: string }) {
  const t = useTranslations();
  const query = useQuery({ ...useTRPC().device.get.queryOptions({ id }), refetchInterval: devicesRefetchMs });
  return (
    <QueryView
      query={query}
      failure={t("device.thisDeviceCouldNotBe")}
      skeleton={<DeviceSkeleton />}
      gone={<DeviceGone />}
    >
      {(device) => (
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
      )}
    </QueryView>
  );
}

/** Somebody removed the device while the page was open, or one may not see it any more. */
function DeviceGone() {
  const t = useTranslations();
  return (
    <StatePanel
      heading="h1"
      icon={<MonitorX />}
      title={t("device.thisDeviceIsGone")}
      actions={<ButtonLink href="/devices">{t("common.allDevices")}</ButtonLink>}
    >
      {t("device.itWasRemovedOrHanded")}
    </StatePanel>
  );
}

/** What is known of the device, and whether it may connect. */
function DeviceDetails({ device }: { readonly device: DeviceDetail }) {
  const t = useTranslations();
  const { publicKey, hardwareId, appVersion, addresses, routedNetworks } = device;
  const details: Detail[] = [
    { term: t("device.access"), value: <AccessLine of={{ deviceId: device.id }} /> },
    { term: t("common.publicKey"), value: <Copyable value={publicKey} label={t("common.copyPublicKey")} /> },
    { term: t("device.tunnel"), value: addresses.length === 0 ? none(t) : <Networks networks={addresses} /> },
    ...(routedNetworks.length > 0
      ? [{ term: t("device.networksBehindIt"), value: <Networks networks={routedNetworks} /> }]
      : []),
    {
      term: t("device.hardwareId"),
      value: hardwareId === null ? none(t) : <Copyable value={hardwareId} label={t("device.copyHardwareId")} />,
    },
    { term: t("device.version"), value: appVersion ?? none(t) },
    { term: t("device.enrolled"), value: <RelativeTime at={device.createdAt} focusable /> },
    { term: t("device.approved"), value: <RelativeTime at={device.approvedAt} never={t("device.notYet")} focusable /> },
    { term: t("common.lastSeen"), value: <RelativeTime at={device.lastConnection} focusable /> },
  ];
  return (
    <Panel title={t("common.details")}>
      <DetailList details={details} />
    </Panel>
  );
}

const none = (t: Translate) => <span className="text-ink-faint">{t("device.none")}</span>;

function Copyable({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 font-mono text-xs wrap-anywhere">{value}</code>
      <CopyButton value={value} label={label} />
    </span>
  );
}

function Networks({ networks }: { readonly networks: readonly string[] }) {
  return (
    <ul className="font-mono text-xs leading-5">
      {networks.map((network) => (
        <li key={network}>{network}</li>
      ))}
    </ul>
  );
}

/** The shape of a device's page. */
function DeviceSkeleton() {
  const t = useTranslations();
  return (
    <div className="pt-6">
      <output className="sr-only">{t("device.loadingTheDevice")}</output>
      <Skeleton className="h-3 w-16" />
      <div className="mt-4 flex items-center gap-4">
        <Skeleton className="size-8 rounded-md" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-3 w-64 max-w-full" />
        </div>
      </div>
      <div className="mt-6 grid items-start gap-4 lg:grid-cols-[minmax(0,32rem)_minmax(0,1fr)]">
        <Skeleton className="h-72 w-full" />
        <Skeleton className="h-72 w-full" />
      </div>
    </div>
  );
}
