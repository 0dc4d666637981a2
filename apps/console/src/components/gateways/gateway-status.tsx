"use client";

import { type GatewayItem, gatewayAlertAfterSeconds } from "@portcullis/domain/gateway";
import { useNow } from "#components/ui/clock.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { useGatewayStatus } from "./use-gateway-status.ts";

/** Of a silence that somebody is called for. */
const alertTone = { tone: "danger", word: "Silent" } as const;
const looks = {
  new: { tone: "hollow", word: "New" },
  reporting: { tone: "success", word: "Reporting" },
  silent: { tone: "warning", word: "Silent" },
} as const;

/** Whether its agent speaks, and when it last did. */
export function GatewayStatus({ gateway, asOf }: { readonly gateway: GatewayItem; readonly asOf: number }) {
  const status = useGatewayStatus(gateway, asOf);
  const silentMs = useNow() - (gateway.lastReport?.getTime() ?? Number.POSITIVE_INFINITY);
  const isAlert = status === "silent" && silentMs >= gatewayAlertAfterSeconds * 1000;
  const { tone, word } = isAlert ? alertTone : looks[status];
  return (
    <span className="flex flex-col">
      <Status tone={tone}>{word}</Status>
      {gateway.closedAt !== null && (
        <span className="text-xs text-warning-ink">
          Closed <RelativeTime at={gateway.closedAt} />
        </span>
      )}
      <span className="text-xs text-ink-muted">
        {gateway.lastReport === null ? (
          "Agent not started yet"
        ) : (
          <>
            Last heard <RelativeTime at={gateway.lastReport} />
          </>
        )}
      </span>
    </span>
  );
}
