"use client";

import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { Button } from "#ui/button.tsx";
import { CloseGatewayDialog } from "./close-gateway-dialog.tsx";
import { GatewayConnectionsDialog } from "./gateway-connections-dialog.tsx";
import { SettleGatewayDialog } from "./settle-gateway-dialog.tsx";

export interface UnconfirmedActionsProps {
  readonly changeId: string;
  readonly gateway: GatewayAcknowledgement;
}

/** What can be done about a gateway that has not confirmed a change; nothing for one that has. */
export function UnconfirmedActions({ changeId, gateway }: UnconfirmedActionsProps) {
  const me = useMe();
  const [question, setQuestion] = useState<"connections" | "close" | "settle" | null>(null);
  if (gateway.state === "confirmed") return null;
  const refusal = permissionRefusal(me, "gateway:write");
  const close = () => setQuestion(null);
  return (
    <span className="mt-1.5 flex flex-wrap gap-1.5 print:hidden">
      <Button size="sm" refusal={permissionRefusal(me, "device:read")} onClick={() => setQuestion("connections")}>
        Who may be connected
      </Button>
      {gateway.name !== null && (
        <Button size="sm" refusal={refusal} onClick={() => setQuestion("close")}>
          Close gateway…
        </Button>
      )}
      {gateway.state !== "settled" && (
        <Button size="sm" refusal={refusal} onClick={() => setQuestion("settle")}>
          Settle by hand…
        </Button>
      )}
      {question === "connections" && <GatewayConnectionsDialog gateway={gateway} onClose={close} />}
      {question === "close" && <CloseGatewayDialog action="close" gateway={gateway} onClose={close} />}
      {question === "settle" && <SettleGatewayDialog gateway={gateway} changeId={changeId} onClose={close} />}
    </span>
  );
}
