"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { ExactTimestamp } from "#ui/exact-timestamp.tsx";

/** Milliseconds after which it is asked again whether the entry is sealed. */
const pollIntervalMs = 5000;

const unsealed = {
  waiting: "Not yet sealed",
  removed: "Removed by retention, with the entry of this request",
  missing: "No seal contains the entry of this request. Have the operator verify the audit log.",
} as const;

/** The seal of the audit log that contains the entry of the request. */
export function ReceiptSeal({ id }: { readonly id: string }) {
  const { data: seal, isError } = useQuery({
    ...useTRPC().cascade.seal.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? pollIntervalMs : false),
  });
  if (!seal) return <span className="text-ink-faint">{isError ? "Not known at the moment" : "…"}</span>;
  if (seal.state !== "sealed") return <span className="text-ink-muted">{unsealed[seal.state]}</span>;
  const head = `${seal.number}:${seal.hash}`;
  return (
    <>
      <span className="inline-flex max-w-full items-center gap-1">
        <code className="min-w-0 font-mono text-xs wrap-anywhere">{head}</code>
        <CopyButton value={head} label="Copy seal" />
      </span>
      <span className="block text-xs text-ink-muted">
        Contains the entry of this request, sealed <ExactTimestamp at={seal.sealedAt} />
      </span>
    </>
  );
}
