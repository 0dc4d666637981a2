"use client";

import { useMutation } from "@tanstack/react-query";
import { DatabaseBackup } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Banner } from "#ui/feedback/banner.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";
import { useOwnershipChanged } from "./ownership-banner.tsx";

/** On every page of a tenant that is paused since a backup was restored: what that means, and the way out of it. */
export function PausedBanner() {
  const t = useTranslations();
  const { held, tenant } = useMe();
  const [isAsking, setAsking] = useState(false);
  if (!held) return null;
  const { newestEntry } = held;
  return (
    <Banner
      label={t("tenant.restoredBackup")}
      icon={<DatabaseBackup />}
      actions={
        <Button size="sm" variant="primary" onClick={() => setAsking(true)}>
          {t("tenant.resume")}
        </Button>
      }
    >
      <p>
        {t.rich("tenant.aBackupWasRestoredUntil", {
          name: tenant.name,
          strong: (chunks) => <strong>{chunks}</strong>,
          time: () => <RelativeTime at={held.since} focusable />,
        })}
      </p>
      <p className="mt-1">
        {newestEntry
          ? t.rich("tenant.itsNewestEntryIsOf", { time: () => <ExactTimestamp at={newestEntry} /> })
          : t("tenant.everythingThatWasChangedAfter")}
      </p>
      {isAsking && <ReleaseDialog tenant={tenant.name} onClose={() => setAsking(false)} />}
    </Banner>
  );
}

interface ReleaseDialogProps {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly onClose: () => void;
}

/** Says what has to be looked at before a restored tenant is open again, and opens it. */
function ReleaseDialog({ tenant, onClose }: ReleaseDialogProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const onChanged = useOwnershipChanged();
  const release = useMutation({
    mutationFn: () => confirmed(() => client.tenant.release.mutate({})),
    onSuccess: async () => {
      showToast({ message: t("tenant.isOpenAgain", { tenant }), tone: "success" });
      await onChanged();
      onClose();
    },
  });
  return (
    <AlertDialog
      onClose={onClose}
      title={t("tenant.resume2", { tenant })}
      description={t("tenant.everybodyWhoIsActiveHere")}
      busy={release.isPending}
      error={release.error ? describeApiError(release.error).message : undefined}
      action={{ label: t("tenant.resume"), variant: "danger", onAction: () => release.mutate() }}
    >
      <div className="grid gap-1 text-sm">
        <p className="font-medium">{t("tenant.beforeYouDo")}</p>
        <ul className="list-disc space-y-1 pl-5 text-ink-muted">
          <li>{t("tenant.deactivateAgainEverybodyWhoLeft")}</li>
          <li>{t("tenant.revokeAgainTheRolesAnd")}</li>
          <li>{t("tenant.resetThePasswordAndFactors")}</li>
          <li>{t("tenant.giveANewTokenTo")}</li>
          <li>{t("tenant.inviteAgainAnyoneWhoHad")}</li>
        </ul>
      </div>
      {confirmation}
    </AlertDialog>
  );
}
