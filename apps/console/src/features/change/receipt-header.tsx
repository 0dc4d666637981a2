"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import { displayName } from "@portcullis/domain/user/display-name";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { CascadeStatus } from "./cascade-progress.tsx";
import { cascadeNames } from "./change-text.ts";
import { RetryCascade } from "./retry-cascade.tsx";

/** Of what and whom it is the receipt, how it stands, and what can be done. */
export function ReceiptHeader({ cascade, actions }: { readonly cascade: CascadeDetail; readonly actions: ReactNode }) {
  const t = useTranslations();
  const me = useMe();
  const { user } = cascade;
  const name = user ? displayName(user) : t("common.aDeletedPerson");
  return (
    <>
      <PrintHead tenant={me.tenant.name} />
      <PageHeader
        back={user ? { href: `/users/${user.id}`, label: name } : { href: "/users", label: t("common.users") }}
        title={t("change.of5", { change: cascadeNames(t)[cascade.kind], name })}
        marks={<CascadeStatus state={cascade.state} />}
        actions={
          <>
            {cascade.state === "failed" && (
              <RetryCascade cascadeId={cascade.id} disabledReason={permissionRefusal(t, me, "user:deactivate")} />
            )}
            {actions}
          </>
        }
      />
    </>
  );
}

/** What stands on paper alone: whose receipt, when and from which page it was printed. */
function PrintHead({ tenant }: { readonly tenant: string }) {
  const t = useTranslations();
  const [printed, setPrinted] = useState<{ readonly at: Timestamp; readonly address: string } | null>(null);
  useEffect(() => {
    const note = () => setPrinted({ at: timestampNow(), address: window.location.href });
    note();
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  return (
    <div className="hidden pt-4 text-xs text-ink-muted print:block">
      <p>{t("change.portcullisReceipt", { tenant })}</p>
      {printed && (
        <p>
          {t.rich("change.printedFrom", { address: printed.address, time: () => <ExactTimestamp at={printed.at} /> })}
        </p>
      )}
    </div>
  );
}
