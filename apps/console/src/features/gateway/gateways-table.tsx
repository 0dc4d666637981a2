"use client";

import {
  type GatewayItem,
  type GatewayPolicy,
  type GatewayStatus,
  gatewaySilentAfterSeconds,
  isSimulatedVersion,
} from "@portcullis/domain/gateway";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Badge } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime, useNow } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import type { GatewayAction } from "./gateway-dialog.tsx";
import { GatewayMenu } from "./gateway-menu.tsx";
import { gatewayVariant } from "./gateway-text.ts";

interface GatewaysTableProps {
  readonly gateways: readonly GatewayItem[];
  /** When the list arrived, in milliseconds. */
  readonly asOf: number;
  readonly disabledReason: string | undefined;
  readonly onAction: (action: GatewayAction, gateway: GatewayItem) => void;
}

const unknown = <span className="text-ink-faint">–</span>;

/** One row a gateway: where it is, whether it speaks, how much it carries and how fast it cuts off. */
export function GatewaysTable({ gateways, asOf, disabledReason, onAction }: GatewaysTableProps) {
  const t = useTranslations();
  return (
    <Table label={t("common.gateways")} titleWidth="30%">
      <TableHead>
        <TableHeading kind="title">{t("common.name")}</TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading align="end">{t("gateway.peers")}</TableHeading>
        <TableHeading align="end">{t("gateway.cutOffLag")}</TableHeading>
        <TableHeading>{t("gateway.withoutTheConsole")}</TableHeading>
        <TableHeading from="md">{t("gateway.version")}</TableHeading>
        <TableHeading kind="menu">
          <span className="sr-only">{t("gateway.actions")}</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {gateways.map((gateway) => (
          <TableRow key={gateway.id}>
            <TableCell label={t("common.name")} kind="title">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium" title={gateway.name}>
                  {gateway.name}
                </span>
                {isSimulatedVersion(gateway.version) && <Badge tone="outline">{t("gateway.simulated")}</Badge>}
              </span>
              <span
                className="block font-mono text-xs wrap-anywhere text-ink-muted @min-[640px]/table:truncate"
                title={gateway.endpoint}
              >
                {gateway.endpoint}
              </span>
            </TableCell>
            <TableCell label={t("common.status")}>
              <GatewayStatusCell gateway={gateway} asOf={asOf} />
            </TableCell>
            <TableCell label={t("gateway.peers")} align="end">
              {gateway.peers?.toLocaleString("en") ?? unknown}
            </TableCell>
            <TableCell label={t("gateway.cutOffLag")} align="end">
              {gateway.lagMs === null ? unknown : duration(t, gateway.lagMs)}
              {gateway.unconfirmed > 0 && (
                <PageLink
                  href="/changes/unconfirmed"
                  className="block text-xs text-warning-ink underline-offset-2 hover:underline"
                >
                  {t("gateway.notConfirmed", { unconfirmed: gateway.unconfirmed })}
                </PageLink>
              )}
            </TableCell>
            <TableCell label={t("gateway.withoutTheConsole")}>
              <PolicyText gateway={gateway} />
            </TableCell>
            <TableCell label={t("gateway.version")} from="md" card="shown">
              {gateway.version ?? unknown}
            </TableCell>
            <TableCell label={t("gateway.actions")} kind="menu">
              <GatewayMenu
                gateway={gateway}
                disabledReason={disabledReason}
                onAction={(action) => onAction(action, gateway)}
              />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Whether its agent speaks, and when it last did. */
function GatewayStatusCell({ gateway, asOf }: { readonly gateway: GatewayItem; readonly asOf: number }) {
  const t = useTranslations();
  const status = useGatewayStatus(gateway, asOf);
  const silentMs = useNow() - (gateway.lastReport ? Date.parse(gateway.lastReport) : Number.POSITIVE_INFINITY);
  const { tone, label } = gatewayVariant(t, status, silentMs);
  return (
    <span className="flex flex-col">
      <Status tone={tone}>{label}</Status>
      {gateway.closedAt !== null && (
        <span className="text-xs text-warning-ink">
          {t.rich("gateway.closed", { time: () => <RelativeTime at={gateway.closedAt} /> })}
        </span>
      )}
      <span className="text-xs text-ink-muted">
        {gateway.lastReport === null ? (
          t("gateway.agentNotStartedYet")
        ) : (
          <>{t.rich("gateway.lastHeard", { time: () => <RelativeTime at={gateway.lastReport} /> })}</>
        )}
      </span>
    </span>
  );
}

/** What a gateway does without the console: its setting, and what its agent has where that is another one. */
function PolicyText({ gateway: { policy, appliedPolicy } }: { readonly gateway: GatewayItem }) {
  const t = useTranslations();
  const wanted = policy === null ? null : policyText(t, policy);
  const applied = appliedPolicy === null ? null : policyText(t, appliedPolicy);
  if (wanted === null) {
    return (
      <span className="block">
        {applied ?? t("gateway.asTheTenantsSettingsSay")}
        {applied !== null && <span className="block text-xs text-ink-muted">{t("gateway.theTenantsSetting")}</span>}
      </span>
    );
  }
  return (
    <span className="block">
      {wanted}
      {applied !== null && applied !== wanted && (
        <span className="block text-xs text-warning-ink">{t("gateway.itsAgentStillHas", { applied })}</span>
      )}
    </span>
  );
}

function policyText(t: Translate, { unreachable, graceSeconds }: GatewayPolicy): string {
  return unreachable === "keep"
    ? t("gateway.keepsEverybody")
    : t("gateway.disconnectsEverybodyAfter", { duration: duration(t, graceSeconds * 1000) });
}

/**
 * The status to show for a gateway now: a "reporting" that is older than `gatewaySilentAfterSeconds` becomes "silent". Its
 * age counts from `asOf`, when this browser received it (in milliseconds), because the clocks of browser and server may
 * differ.
 */
function useGatewayStatus({ status }: GatewayItem, asOf: number): GatewayStatus {
  const age = useNow() - asOf;
  return status === "reporting" && age >= gatewaySilentAfterSeconds * 1000 ? "silent" : status;
}
