"use client";

import type { GatewayWithToken } from "@portcullis/domain/gateway";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { TokenCommand } from "#ui/code-box.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps } from "./gateway-fields.ts";
import { agentCommand, tokenCommand } from "./gateway-text.ts";

/** Asks before a gateway gets another token; then shows that, once. */
export function RotateTokenDialog({ gateway, onClose }: GatewayDialogProps) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const rotate = useMutation({
    mutationFn: () => confirmed(() => client.gateway.rotate.mutate({ id: gateway.id })),
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      size="md"
      onClose={onClose}
      title={
        rotate.data
          ? t("gateway.newTokenOf", { name: gateway.name })
          : t("gateway.rotateTheTokenOf", { name: gateway.name })
      }
      description={t("gateway.theOldTokenIsRefused")}
      busy={rotate.isPending}
      error={rotate.error ? describeApiError(rotate.error).message : undefined}
      action={{ label: t("gateway.rotateToken"), onAction: () => rotate.mutate() }}
      outcome={rotate.data && <GatewayToken {...rotate.data} isNext />}
    >
      {confirmation}
    </AlertDialog>
  );
}

type GatewayTokenProps = GatewayWithToken & {
  /** There was another one before: an agent may be running. */
  readonly isNext?: boolean;
};

/** A gateway's token, this once, in the command that the agent's host needs. */
export function GatewayToken({ gateway, token, isNext = false }: GatewayTokenProps) {
  const t = useTranslations();
  const { endpoint } = gateway;
  return (
    <TokenCommand
      token={token}
      command={isNext ? tokenCommand(token) : agentCommand({ url: window.location.origin, token, endpoint })}
      instructions={isNext ? t("gateway.onTheGatewaysHostPut") : t("gateway.onTheGatewaysHostStart")}
      risk={t("gateway.anyoneWhoHasItCan")}
    />
  );
}
