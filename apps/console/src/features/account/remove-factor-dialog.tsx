"use client";

import type { AccountSecurity } from "@portcullis/domain/account-security";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { describeApiError } from "#trpc/client.ts";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

type RemoveFactorDialogProps = {
  readonly title: string;
  readonly isLast: boolean;
  readonly remove: () => Promise<unknown>;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
};

/** Asks before a factor is taken away; where another one is left, that one has to prove who asks. */
export function RemoveFactorDialog({ title, isLast, remove, onRemoved, onClose }: RemoveFactorDialogProps) {
  const t = useTranslations();
  const { confirmed, confirmation } = useConfirmIdentity();
  const removal = useMutation({
    mutationFn: () => confirmed(remove),
    onSuccess: () => {
      onRemoved();
      onClose();
    },
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={title}
      description={isLast ? t("account.itIsYourLastSecond") : t("account.itCanNoLongerBe")}
      busy={removal.isPending}
      error={removal.error ? describeApiError(removal.error).message : undefined}
      action={{ label: t("common.remove"), onAction: () => removal.mutate() }}
    >
      {confirmation}
    </AlertDialog>
  );
}

export interface FactorPartProps {
  readonly security: AccountSecurity;
  /** A factor was added: what to say, and the recovery codes that came with it, to be shown once. */
  readonly onAdded: (message: string, recoveryCodes: string[] | null) => void;
  /** Something else changed: what to say. */
  readonly onChanged: (message: string) => void;
}
