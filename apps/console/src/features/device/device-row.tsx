"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { DeviceAddress } from "./device-address.tsx";
import { DeviceConnection } from "./device-connection.tsx";
import type { DeviceChoice } from "./device-dialog.tsx";
import { DeviceGateway } from "./device-gateway.tsx";
import { DeviceMenu } from "./device-menu.tsx";
import { DevicePosture } from "./device-posture.tsx";
import { DeviceUser } from "./device-user.tsx";
import { PlatformIcon } from "./platform-icon.tsx";
import { platformNames } from "./platform-names.ts";

export interface DeviceRowProps {
  readonly device: DeviceDetail;
  /** When the list arrived, in milliseconds. */
  readonly asOf: number;
  readonly me: AccountMe;
  /** The rights of the person whose devices these are, where it is one and known. */
  readonly owner: AuthorizationSubject | undefined;
  readonly showsUser: boolean;
  readonly onAction: (choice: DeviceChoice, device: DeviceDetail) => void;
}

export function DeviceRow({ device, asOf, me, owner, showsUser, onAction }: DeviceRowProps) {
  return (
    <TableRow>
      <TableCell label="Name" kind="title">
        <span className="flex min-w-0 items-center gap-3">
          <PlatformIcon platform={device.platform} />
          <span className="min-w-0">
            <PageLink href={`/devices/${device.id}`} title={device.name} className="block truncate font-medium">
              {device.name}
            </PageLink>
            <span className="block truncate text-xs text-ink-muted">
              {platformNames[device.platform]}
              {device.appVersion !== null && ` · ${device.appVersion}`}
            </span>
          </span>
        </span>
      </TableCell>
      {showsUser && (
        <TableCell label="User">
          <DeviceUser user={device.user} linked={me.permissions.includes("user:read")} />
        </TableCell>
      )}
      <TableCell label="Connection">
        <DeviceConnection device={device} asOf={asOf} />
      </TableCell>
      <TableCell label="Gateway" from="lg" card="shown">
        <DeviceGateway connection={device.connection} />
      </TableCell>
      <TableCell label="Tunnel address" from="xl" card="shown">
        <DeviceAddress addresses={device.addresses} routedNetworks={device.routedNetworks} />
      </TableCell>
      <TableCell label="Posture">
        <DevicePosture device={device} />
      </TableCell>
      <TableCell label="Last seen" from="lg">
        <RelativeTime at={device.lastConnection} />
      </TableCell>
      <TableCell label="Enrolled" from="2xl" card="shown">
        <RelativeTime at={device.createdAt} />
      </TableCell>
      <TableCell label="Actions" kind="menu">
        <DeviceMenu device={device} me={me} owner={owner} onAction={(action) => onAction(action, device)} />
      </TableCell>
    </TableRow>
  );
}
