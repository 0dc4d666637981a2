"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { useGatewayStatus } from "./use-gateway-status.ts";

const looks = {
  new: { tone: "hollow", word: "New" },
  reporting: { tone: "success", word: "Reporting" },
  silent: { tone: "warning", word: "Silent" },
} as const;

/** Whether its agent speaks, and when it last did. */
export function GatewayStatus({ gateway, asOf }: { readonly gateway: GatewayItem; readonly asOf: number }) {
  const { tone, word } = looks[useGatewayStatus(gateway, asOf)];
  return (
    <span className="flex flex-col">
      <Status tone={tone}>{word}</Status>
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
