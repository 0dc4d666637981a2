"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { CopyButton } from "#ui/copy-button.tsx";
import { type Detail, DetailList } from "#ui/detail-list.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { AccessLine } from "./access-line.tsx";

/** What is known of the device, and whether it may connect. */
export function DeviceDetails({ device }: { readonly device: DeviceDetail }) {
  const { publicKey, hardwareId, appVersion, addresses, routedNetworks } = device;
  const details: Detail[] = [
    { term: "Access", value: <AccessLine of={{ deviceId: device.id }} /> },
    { term: "Public key", value: <Copyable value={publicKey} label="Copy public key" /> },
    { term: "Tunnel", value: addresses.length === 0 ? none : <Networks networks={addresses} /> },
    ...(routedNetworks.length > 0
      ? [{ term: "Networks behind it", value: <Networks networks={routedNetworks} /> }]
      : []),
    {
      term: "Hardware id",
      value: hardwareId === null ? none : <Copyable value={hardwareId} label="Copy hardware id" />,
    },
    { term: "Version", value: appVersion ?? none },
    { term: "Enrolled", value: <RelativeTime at={device.createdAt} focusable /> },
    { term: "Approved", value: <RelativeTime at={device.approvedAt} never="Not yet" focusable /> },
    { term: "Last seen", value: <RelativeTime at={device.lastConnection} focusable /> },
  ];
  return (
    <Panel title="Facts">
      <DetailList details={details} />
    </Panel>
  );
}

const none = <span className="text-ink-faint">None</span>;

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
