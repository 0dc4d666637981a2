"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { DeviceCause, DeviceDetail, UserShort } from "@portcullis/domain/device/device";
import type { DeviceSort, SortDirection } from "@portcullis/domain/sort";
import { displayName } from "@portcullis/domain/user/display-name";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { PageLink } from "#ui/page-link.tsx";
import { SelectCell, SelectHeading } from "#ui/table/select-cells.tsx";
import { pageSelection, type Selection } from "#ui/table/selection.ts";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";
import type { DeviceChoice } from "./device-dialog.tsx";
import { DeviceMenu } from "./device-menu.tsx";
import { DevicePosture, DeviceStatus, PlatformIcon, type ShownStatus, useDevicePresence } from "./device-status.tsx";
import { platformNames } from "./device-text.ts";

type DevicesTableProps = Omit<DeviceRowProps, "device" | "page"> & {
  readonly devices: readonly DeviceRowProps["device"][];
  readonly busy: boolean;
  readonly sort: DeviceSort;
  readonly direction: SortDirection;
  readonly onSort: (sort: DeviceSort) => void;
};

/** One row a device: which machine, whose, connected or not and why, how safe. */
export function DevicesTable({ devices, busy, sort, direction, onSort, ...row }: DevicesTableProps) {
  const t = useTranslations();
  const page = devices.map(({ id }) => id);
  const { selection } = row;
  const sorting = (by: DeviceSort) => ({ sort: sort === by ? direction : null, onSort: () => onSort(by) });
  return (
    <Table label={t("common.devices")} busy={busy} titleWidth={row.showsUser ? "24%" : "30%"}>
      <TableHead>
        {selection && (
          <SelectHeading
            {...pageSelection(selection.selected, page)}
            onChange={(isChosen) => selection.choose({ kind: "page", page, isChosen })}
          />
        )}
        <TableHeading kind="title" {...sorting("name")}>
          {t("common.name")}
        </TableHeading>
        {row.showsUser && <TableHeading>{t("device.user")}</TableHeading>}
        <TableHeading>{t("device.connection")}</TableHeading>
        <TableHeading from="lg">{t("common.gateway")}</TableHeading>
        <TableHeading from="xl">{t("device.tunnelAddress")}</TableHeading>
        <TableHeading>{t("common.posture")}</TableHeading>
        <TableHeading from="lg" {...sorting("lastConnection")}>
          {t("common.lastSeen")}
        </TableHeading>
        <TableHeading from="2xl" {...sorting("createdAt")}>
          {t("device.enrolled")}
        </TableHeading>
        <TableHeading kind="menu">
          <span className="sr-only">{t("device.actions")}</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} page={page} {...row} />
        ))}
      </TableBody>
    </Table>
  );
}

interface DeviceRowProps {
  readonly device: DeviceDetail;
  /** When the list arrived, in milliseconds. */
  readonly asOf: number;
  readonly me: AccountMe;
  /** The rights of the person whose devices these are, where it is one and known. */
  readonly owner: AuthorizationSubject | undefined;
  readonly showsUser: boolean;
  readonly onAction: (choice: DeviceChoice, device: DeviceDetail) => void;
  /** Left out where nothing can be done to several at once. */
  readonly selection: Selection | undefined;
  /** The ids of the rows on the page. */
  readonly page: readonly string[];
}

function DeviceRow({ device, asOf, me, owner, showsUser, onAction, selection, page }: DeviceRowProps) {
  const t = useTranslations();
  return (
    <TableRow selected={selection?.has(device.id)}>
      {selection && (
        <SelectCell
          name={device.name}
          isChosen={selection.has(device.id)}
          onChange={(isChosen, isRange) => selection.choose({ kind: "row", id: device.id, page, isChosen, isRange })}
        />
      )}
      <TableCell label={t("common.name")} kind="title">
        <span className="flex min-w-0 items-center gap-3">
          <PlatformIcon platform={device.platform} />
          <span className="min-w-0">
            <PageLink href={`/devices/${device.id}`} title={device.name} className="block truncate font-medium">
              {device.name}
            </PageLink>
            <span className="block truncate text-xs text-ink-muted">
              {platformNames(t)[device.platform]}
              {device.appVersion !== null && ` · ${device.appVersion}`}
            </span>
          </span>
        </span>
      </TableCell>
      {showsUser && (
        <TableCell label={t("device.user")}>
          <DeviceUser user={device.user} linked={me.permissions.includes("user:read")} />
        </TableCell>
      )}
      <TableCell label={t("device.connection")}>
        <DeviceConnection device={device} asOf={asOf} />
      </TableCell>
      <TableCell label={t("common.gateway")} from="lg" card="shown">
        <DeviceGateway connection={device.connection} />
      </TableCell>
      <TableCell label={t("device.tunnelAddress")} from="xl" card="shown">
        <DeviceAddress addresses={device.addresses} routedNetworks={device.routedNetworks} />
      </TableCell>
      <TableCell label={t("common.posture")}>
        <DevicePosture device={device} />
      </TableCell>
      <TableCell label={t("common.lastSeen")} from="lg">
        <RelativeTime at={device.lastConnection} />
      </TableCell>
      <TableCell label={t("device.enrolled")} from="2xl" card="shown">
        <RelativeTime at={device.createdAt} />
      </TableCell>
      <TableCell label={t("device.actions")} kind="menu">
        <DeviceMenu device={device} me={me} owner={owner} onAction={(action) => onAction(action, device)} />
      </TableCell>
    </TableRow>
  );
}

interface DeviceAddressProps {
  readonly addresses: readonly string[];
  readonly routedNetworks: readonly string[];
}

/** The device's first tunnel address; further ones and the networks behind it are counted, and named to a pointer and a screen reader. */
function DeviceAddress({ addresses, routedNetworks }: DeviceAddressProps) {
  const t = useTranslations();
  const [own, ...others] = addresses;
  const more = [
    ...(others.length > 0 ? [t("device.alsoAddresses", { others: others.join(", ") })] : []),
    ...(routedNetworks.length > 0 ? [t("device.networksBehindItAre", { networks: routedNetworks.join(", ") })] : []),
  ].join("; ");
  return (
    <span className="font-mono text-xs whitespace-nowrap">
      {own ?? <span className="font-sans text-ink-faint">{t("device.none")}</span>}
      {more !== "" && (
        <span title={more} className="text-ink-muted">
          <span aria-hidden="true"> +{others.length + routedNetworks.length}</span>
          <span className="sr-only"> {more}</span>
        </span>
      )}
    </span>
  );
}

const causeLabel = (t: Translate): Readonly<Record<DeviceCause, string>> => ({
  admin: t("device.byAnAdministrator"),
  user_deactivated: t("device.withTheUser"),
  user_deleted: t("device.withTheUser"),
  reported_lost: t("device.reportedLost"),
});
const complianceLabels = (t: Translate) =>
  ({ pending: t("device.itsUserIsPending"), inactive: t("device.itsUserIsDeactivated2") }) as const;

/** Whether the device is connected, may be, and since when it is not. */
function DeviceConnection({ device, asOf }: { readonly device: DeviceDetail; readonly asOf: number }) {
  const t = useTranslations();
  const status = useDevicePresence(device, asOf);
  if (device.cause !== null) {
    return (
      <Connection status={status}>
        {causeLabel(t)[device.cause]} · <RelativeTime at={device.deactivatedAt} never="" />
      </Connection>
    );
  }
  if (device.user.status !== "active") {
    return <Connection status={status}>{complianceLabels(t)[device.user.status]}</Connection>;
  }
  if (status === "waiting" || (status === "online" && !device.connection)) return <DeviceStatus status={status} />;
  if (status === "online") {
    return (
      <Connection status={status}>
        {t.rich("device.connected2", { time: () => <RelativeTime at={device.connection?.since ?? null} never="" /> })}
      </Connection>
    );
  }
  // From this width on, a column of its own says it.
  return (
    <Connection status={status} className="@min-[900px]/table:hidden">
      {device.lastConnection === null ? t("device.neverHeard") : `${t("device.lastHeard")} `}
      <RelativeTime at={device.lastConnection} never="" />
    </Connection>
  );
}

function Connection(props: { status: ShownStatus; children: ReactNode; className?: string }) {
  return (
    <span className="flex min-w-0 flex-col">
      <DeviceStatus status={props.status} />
      <span className={`pl-4 text-xs whitespace-nowrap text-ink-muted ${props.className ?? ""}`}>{props.children}</span>
    </span>
  );
}

/** Through which gateway the device came last, and from where. */
function DeviceGateway({ connection }: Pick<DeviceDetail, "connection">) {
  if (connection === null) return <span className="text-ink-faint">–</span>;
  return (
    <span className="flex max-w-40 min-w-0 flex-col">
      <span className="truncate">{connection.gateway.name}</span>
      {connection.endpoint !== null && (
        <span className="truncate font-mono text-xs text-ink-muted" title={connection.endpoint}>
          {connection.endpoint}
        </span>
      )}
    </span>
  );
}

const userStatusLabels = (t: Translate) =>
  ({ active: null, pending: t("device.pending"), inactive: t("device.deactivated2") }) as const;

/** Whose device it is, and a word where that person has no access. Without `user:read` there is no page to lead to. */
function DeviceUser({ user, linked }: { readonly user: UserShort; readonly linked: boolean }) {
  const t = useTranslations();
  const userStatus = userStatusLabels(t)[user.status];
  return (
    <span className="flex max-w-44 min-w-0 flex-col">
      {linked ? (
        <PageLink href={`/users/${user.id}/devices`} className="truncate hover:underline">
          {displayName(user)}
        </PageLink>
      ) : (
        <span className="truncate">{displayName(user)}</span>
      )}
      {userStatus && <span className="text-xs text-ink-muted">{userStatus}</span>}
    </span>
  );
}
