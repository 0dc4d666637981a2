"use client";

import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
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
  const t = useTranslations();
  const me = useMe();
  const [dialog, setDialog] = useState<"connections" | "close" | "settle" | null>(null);
  if (gateway.state === "confirmed") return null;
  const disabledReason = permissionRefusal(t, me, "gateway:write");
  const close = () => setDialog(null);
  return (
    <span className="mt-1.5 flex flex-wrap gap-1.5 print:hidden">
      <Button
        size="sm"
        disabledReason={permissionRefusal(t, me, "device:read")}
        onClick={() => setDialog("connections")}
      >
        {t("gateway.whoMayBeConnected")}
      </Button>
      {gateway.name !== null && (
        <Button size="sm" disabledReason={disabledReason} onClick={() => setDialog("close")}>
          {t("gateway.closeGateway")}
        </Button>
      )}
      {gateway.state !== "settled" && (
        <Button size="sm" disabledReason={disabledReason} onClick={() => setDialog("settle")}>
          {t("gateway.settleByHand")}
        </Button>
      )}
      {dialog === "connections" && <GatewayConnectionsDialog gateway={gateway} onClose={close} />}
      {dialog === "close" && <CloseGatewayDialog action="close" gateway={gateway} onClose={close} />}
      {dialog === "settle" && <SettleGatewayDialog gateway={gateway} changeId={changeId} onClose={close} />}
    </span>
  );
}
