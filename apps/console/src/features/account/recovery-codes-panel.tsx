"use client";

import { useMutation } from "@tanstack/react-query";
import { Copy, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button, copyText, downloadText } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import type { FactorPartProps } from "./remove-factor-dialog.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

/** So few are left that new ones are due. */
const few = 3;

/** How many codes are left, and new ones in their place. */
export function RecoveryCodesPanel({ security, onAdded }: Pick<FactorPartProps, "security" | "onAdded">) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const renew = useMutation({
    mutationFn: () => confirmed(() => client.account.renewRecoveryCodes.mutate()),
    onSuccess: ({ recoveryCodes }) => onAdded(t("account.yourOldRecoveryCodesNo"), recoveryCodes),
  });
  const left = security.recoveryCodesLeft;
  return (
    <Panel
      title={t("account.recoveryCodes")}
      actions={
        <Button size="sm" busy={renew.isPending} onClick={() => renew.mutate()}>
          {t("account.createNewCodes")}
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Status tone={left > few ? "success" : "warning"}>{t("account.of10Left", { left })}</Status>
        <span className="text-ink-muted">{t("account.eachOneSignsYouIn")}</span>
      </p>
      {renew.isError && (
        <Callout tone="danger" className="mt-3">
          {describeApiError(renew.error).message}
        </Callout>
      )}
      {confirmation}
    </Panel>
  );
}

/** Shows recovery codes, this once. */
export function RecoveryCodesDialog({ codes, onClose }: { readonly codes: string[]; readonly onClose: () => void }) {
  const t = useTranslations();
  const text = `${codes.join("\n")}\n`;
  return (
    <Dialog
      size="sm"
      onClose={onClose}
      title={t("account.yourRecoveryCodes")}
      description={t("account.eachOneSignsYouIn2")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("account.iHaveSavedThem")}
        </Button>
      }
    >
      <Callout tone="warning">{t("account.theyAreShownOnlyOnce")}</Callout>
      <ul
        aria-label={t("account.recoveryCodes")}
        className="mt-4 grid gap-x-6 gap-y-1.5 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copyText(t, t("account.recoveryCodes"), text)}>
          <Copy aria-hidden="true" />
          {t("account.copy")}
        </Button>
        <Button size="sm" onClick={() => downloadText("portcullis-recovery-codes.txt", text)}>
          <Download aria-hidden="true" />
          {t("account.download")}
        </Button>
      </div>
    </Dialog>
  );
}
