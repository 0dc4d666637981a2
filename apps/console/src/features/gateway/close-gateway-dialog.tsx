"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { CopyButton } from "#ui/button.tsx";
import { CodeBox } from "#ui/code-box.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import type { GatewayDialogProps, GatewayRef } from "./gateway-fields.ts";
import { gatewayName, shutCommand } from "./gateway-text.ts";

const words = (t: Translate) =>
  ({
    close: {
      title: t("common.close"),
      done: t("gateway.isClosed"),
      consequence: t("gateway.noDeviceCanConnectThrough"),
    },
    open: {
      title: t("gateway.open"),
      done: t("gateway.isOpen"),
      consequence: t("gateway.devicesThatMayConnectCan"),
    },
  }) as const;

type CloseGatewayDialogProps = GatewayDialogProps<GatewayRef> & { readonly action: "close" | "open" };

/** Asks before nobody, or everybody again, is let through a gateway. */
export function CloseGatewayDialog({ gateway, action, onClose }: CloseGatewayDialogProps) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const { title, done, consequence } = words(t)[action];
  const name = gatewayName(t, gateway);
  const change = useMutation({
    mutationFn: () => confirmed(() => client.gateway[action].mutate({ id: gateway.id })),
    onSuccess: () => {
      showToast({ message: `${name} ${done}` });
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={`${title} ${name}`}
      description={consequence}
      busy={change.isPending}
      error={change.error ? describeApiError(change.error).message : undefined}
      action={{ label: title, onAction: () => change.mutate(), variant: action === "open" ? "primary" : "danger" }}
    >
      {action === "close" && <ShutCommand />}
      {confirmation}
    </AlertDialog>
  );
}

/** The command for a gateway whose agent does not answer. */
export function ShutCommand() {
  const t = useTranslations();
  return (
    <CodeBox
      label={t("gateway.commandThatShutsTheGateway")}
      title={t("gateway.ifItsAgentDoesNot")}
      text={shutCommand(t)}
      actions={<CopyButton value={shutCommand(t)} label={t("gateway.copyTheCommand")} />}
    />
  );
}
