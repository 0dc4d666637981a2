"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { useNow } from "#ui/clock.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Status } from "#ui/status.tsx";
import { gatewayVariant } from "./gateway-variant.ts";
import { useGatewayStatus } from "./use-gateway-status.ts";

/** Whether its agent speaks, and when it last did. */
export function GatewayStatus({ gateway, asOf }: { readonly gateway: GatewayItem; readonly asOf: number }) {
  const status = useGatewayStatus(gateway, asOf);
  const silentMs = useNow() - (gateway.lastReport?.getTime() ?? Number.POSITIVE_INFINITY);
  const { tone, label } = gatewayVariant(status, silentMs);
  return (
    <span className="flex flex-col">
      <Status tone={tone}>{label}</Status>
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
