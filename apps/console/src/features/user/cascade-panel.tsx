"use client";

import type { CascadeProgress as Cascade } from "@portcullis/domain/cascade";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { CascadeProgress } from "#features/change/cascade-progress.tsx";
import { cascadeNames } from "#features/change/change-text.ts";
import { RetryCascade } from "#features/change/retry-cascade.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { whyNotLifecycle } from "./disabled-reasons.ts";

/** The newest lifecycle change of the user: under way, done, or parked with a way to go on. */
export function CascadePanel({ user, cascade }: { readonly user: UserDetail; readonly cascade: Cascade }) {
  const t = useTranslations();
  const me = useMe();
  return (
    <Panel
      title={cascadeNames(t)[cascade.kind]}
      description={<RelativeTime at={cascade.requestedAt} />}
      actions={
        <span className="flex items-center gap-3">
          {cascade.state === "failed" && (
            <RetryCascade cascadeId={cascade.id} disabledReason={whyNotLifecycle(t, me, user, "user:deactivate")} />
          )}
          <SmallLink href={`/changes/${cascade.id}`}>{t("common.receipt")}</SmallLink>
        </span>
      }
    >
      <CascadeProgress cascade={cascade} />
    </Panel>
  );
}
