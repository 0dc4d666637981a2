"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { PasskeysPanel } from "./passkeys-panel.tsx";
import { RecoveryCodesDialog, RecoveryCodesPanel } from "./recovery-codes-panel.tsx";

import { TotpPanel } from "./totp-panel.tsx";

/** One's second factors: what there is, and what the tenant asks for. */
export function FactorsPanel() {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const query = useQuery(trpc.account.security.queryOptions());
  const [codes, setCodes] = useState<string[] | null>(null);

  function changed(message: string) {
    showToast({ message, tone: "success" });
    void invalidate(queryClient, { nouns: ["account"] });
    // Whoever had to set one up first may go everywhere now.
    router.refresh();
  }

  function added(message: string, recoveryCodes: string[] | null) {
    changed(message);
    setCodes(recoveryCodes);
  }

  return (
    <QueryView
      query={query}
      failure={t("account.yourSecondFactorsCouldNot")}
      skeleton={
        <div className="grid gap-4" aria-busy="true">
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </div>
      }
    >
      {(security) => {
        const hasFactor = security.totp !== null || security.passkeys.length > 0;
        const part = { security, onAdded: added, onChanged: changed };
        return (
          <div className="grid gap-4">
            {security.required && !hasFactor && (
              <Callout tone="warning">{t("account.yourOrganisationAsksYouFor")}</Callout>
            )}
            <TotpPanel {...part} />
            <PasskeysPanel {...part} />
            {hasFactor && <RecoveryCodesPanel {...part} />}
            {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
          </div>
        );
      }}
    </QueryView>
  );
}
