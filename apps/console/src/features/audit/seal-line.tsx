"use client";

import type { SealState } from "@portcullis/domain/audit-seal";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";

/** Milliseconds after which it is asked again, as the audit log beneath it is. */
const refetchMs = 60_000;

/** How far the audit log is sealed, in one quiet line, with the head to keep elsewhere. */
export function SealLine() {
  const { data, isError } = useQuery({ ...useTRPC().audit.seal.queryOptions(), refetchInterval: refetchMs });
  return (
    <p className="mt-1.5 flex min-h-6 flex-wrap items-center gap-x-1.5 text-xs text-ink-faint">
      {data && <Sealed {...data} />}
      {data?.removed && (
        <span>
          Entries up to <ExactTimestamp at={data.removed.until} /> were removed by retention.
        </span>
      )}
      {isError && !data && "How far the audit log is sealed is not known at the moment."}
    </p>
  );
}

function Sealed({ head, sealed, waiting }: SealState) {
  if (!head) return <span>{waiting > 0 ? `${entryCount(waiting)} to be sealed` : "Nothing to be sealed yet"}</span>;
  return (
    <>
      <span className="tabular-nums">{entryCount(sealed)} sealed ·</span>
      {waiting > 0 && <span className="tabular-nums">{waiting.toLocaleString("en")} to follow ·</span>}
      <span>
        last seal <RelativeTime at={head.sealedAt} focusable /> ·
      </span>
      <span className="inline-flex items-center gap-1">
        <code className="font-mono">{head.hash.slice(0, 8)}…</code>
        <CopyButton value={`${head.number}:${head.hash}`} label="Copy the head of the audit log" />
      </span>
    </>
  );
}

const entryCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;
