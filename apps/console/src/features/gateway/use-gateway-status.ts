import { type GatewayItem, type GatewayStatus, gatewaySilentAfterSeconds } from "@portcullis/domain/gateway";
import { useNow } from "#ui/clock.tsx";

/**
 * A gateway's status as it may be shown now. "Reporting" is never said from an answer older than the time for which it holds.
 * Counted from `asOf`, when the answer arrived, and not from the last report: the reader's clock may be wrong.
 */
export function useGatewayStatus({ status }: GatewayItem, asOf: number): GatewayStatus {
  const age = useNow() - asOf;
  return status === "reporting" && age >= gatewaySilentAfterSeconds * 1000 ? "silent" : status;
}
