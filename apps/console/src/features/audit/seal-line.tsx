"use client";

import type { SealState } from "@portcullis/domain/audit-seal";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { countText } from "#ui/count-text.ts";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";

/** Milliseconds after which it is asked again, as the audit log beneath it is. */
const refetchMs = 60_000;

/** How far the audit log is sealed, in one quiet line, with the head to keep elsewhere. */
export function SealLine() {
  const t = useTranslations();
  const { data, isError } = useQuery({ ...useTRPC().audit.seal.queryOptions(), refetchInterval: refetchMs });
  const removed = data?.removed;
  return (
    <p className="mt-1.5 flex min-h-6 flex-wrap items-center gap-x-1.5 text-xs text-ink-faint">
      {data && <Sealed {...data} />}
      {removed && (
        <span>{t.rich("audit.entriesUpToWereRemoved", { time: () => <ExactTimestamp at={removed.until} /> })}</span>
      )}
      {isError && !data && t("audit.howFarTheAuditLog")}
    </p>
  );
}

function Sealed({ head, sealed, waiting }: SealState) {
  const t = useTranslations();
  if (!head)
    return (
      <span>
        {waiting > 0
          ? t("audit.toBeSealed", { entryCount: countText(t, "entry", waiting) })
          : t("audit.nothingToBeSealedYet")}
      </span>
    );
  return (
    <>
      <span className="tabular-nums">{t("audit.sealed", { entryCount: countText(t, "entry", sealed) })}</span>
      {waiting > 0 && <span className="tabular-nums">{t("audit.toFollow", { waiting })}</span>}
      <span>{t.rich("audit.lastSeal", { time: () => <RelativeTime at={head.sealedAt} focusable /> })}</span>
      <span className="inline-flex items-center gap-1">
        <code className="font-mono">{head.hash.slice(0, 8)}…</code>
        <CopyButton value={`${head.number}:${head.hash}`} label={t("audit.copyTheHeadOfThe")} />
      </span>
    </>
  );
}
