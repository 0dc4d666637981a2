import type { CascadeDetail } from "@portcullis/domain/cascade";
import { useTranslations } from "use-intl";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { UnconfirmedActions } from "#features/gateway/unconfirmed-actions.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { duration } from "#ui/time-text.ts";
import { AcknowledgementLine } from "./acknowledgement-line.tsx";

/** One row a gateway: when its word came that all of the person's devices are off its interface. */
export function ReceiptGateways({ cascade }: { readonly cascade: CascadeDetail }) {
  const t = useTranslations();
  if (cascade.gateways.length === 0) return null;
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
          {cascade.gateways.map((gateway) => (
            <TableRow key={gateway.id}>
              <TableCell label={t("common.gateway")} kind="title">
                <span className="block truncate font-medium">{gatewayName(t, gateway)}</span>
                <code className="block truncate font-mono text-xs text-ink-muted">{gateway.id}</code>
              </TableCell>
              <TableCell label={t("change.confirmed")}>
                <AcknowledgementLine gateway={gateway} at={cascade.requestedAt} />
                {cascade.state !== "superseded" && <UnconfirmedActions changeId={cascade.id} gateway={gateway} />}
              </TableCell>
              <TableCell label={t("change.afterTheRequest")} align="end">
                {gateway.confirmedAt ? (
                  duration(t, Math.max(0, Date.parse(gateway.confirmedAt) - Date.parse(cascade.requestedAt)))
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
