import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { useTranslations } from "use-intl";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { UnconfirmedActions } from "#features/gateway/unconfirmed-actions.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { duration } from "#ui/time-text.ts";
import { AcknowledgementLine } from "./acknowledgement-line.tsx";

interface ReceiptGatewaysProps {
  readonly gateways: readonly GatewayAcknowledgement[];
  readonly requestedAt: Timestamp;
  /** The one change that can still be confirmed or settled here; left out where these are several. */
  readonly changeId?: string | undefined;
}

/** One row a gateway: when it confirmed that all of the devices are off its interface. */
export function ReceiptGateways({ gateways, requestedAt, changeId }: ReceiptGatewaysProps) {
  const t = useTranslations();
  if (gateways.length === 0) return null;
  return (
    <section aria-labelledby="gateways-of-receipt" className="mt-6">
      <h2 id="gateways-of-receipt" className="mb-2 text-sm font-semibold">
        {t("common.gateways")}
      </h2>
      <Table label={t("common.gateways")} titleWidth="40%">
        <TableHead>
          <TableHeading kind="title">{t("common.gateway")}</TableHeading>
          <TableHeading>{t("change.confirmed")}</TableHeading>
          <TableHeading align="end">{t("change.afterTheRequest")}</TableHeading>
        </TableHead>
        <TableBody>
          {gateways.map((gateway) => (
            <TableRow key={gateway.id}>
              <TableCell label={t("common.gateway")} kind="title">
                <span className="block truncate font-medium">{gatewayName(t, gateway)}</span>
                <code className="block truncate font-mono text-xs text-ink-muted">{gateway.id}</code>
              </TableCell>
              <TableCell label={t("change.confirmed")}>
                <AcknowledgementLine gateway={gateway} at={requestedAt} />
                {changeId !== undefined && <UnconfirmedActions changeId={changeId} gateway={gateway} />}
              </TableCell>
              <TableCell label={t("change.afterTheRequest")} align="end">
                {gateway.confirmedAt ? (
                  duration(t, Math.max(0, Date.parse(gateway.confirmedAt) - Date.parse(requestedAt)))
                ) : (
                  <span className="text-ink-faint">–</span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
