"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { displayName } from "@portcullis/domain/user/display-name";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { person } from "#features/audit/phrase.ts";
import { PhraseLine } from "#features/audit/phrase-line.tsx";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { type Detail, DetailList } from "#ui/panel.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";

/** Who asked for what, when and why, and how long it took. */
export function ReceiptDetails({ cascade }: { readonly cascade: CascadeDetail }) {
  const { user, userId, requestedBy, reason, finishedAt, elapsedMs, nextAttemptAt, attempts } = cascade;
  const whom = person({ id: userId, name: user && displayName(user) }, "a deleted person");
  const details: Detail[] = [
    {
      term: "Person",
      value: (
        <Identity email={user?.email ?? null} id={userId}>
          <PhraseLine phrase={[whom]} />
        </Identity>
      ),
    },
    {
      term: "Requested by",
      value: requestedBy ? (
        <Identity email={requestedBy.email} id={requestedBy.id}>
          <PhraseLine phrase={[person(requestedBy, "a deleted person")]} />
        </Identity>
      ) : (
        "The operator"
      ),
    },
    { term: "Requested", value: <ExactTimestamp at={cascade.requestedAt} /> },
    { term: "Reason", value: reason ?? <span className="text-ink-faint">None given</span> },
    ...(finishedAt ? [{ term: "Last device", value: <ExactTimestamp at={finishedAt} /> }] : []),
    {
      term: "Total time",
      value: elapsedMs === null ? <span className="text-ink-faint">Not done</span> : duration(elapsedMs),
    },
    ...(attempts > 0 && nextAttemptAt ? [{ term: "Next attempt", value: <ExactTimestamp at={nextAttemptAt} /> }] : []),
    {
      term: "Receipt",
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="min-w-0 font-mono text-xs wrap-anywhere">{cascade.id}</code>
          <CopyButton value={cascade.id} label="Copy receipt id" />
        </span>
      ),
    },
    { term: "Audit log seal", value: <ReceiptSeal id={cascade.id} /> },
  ];
  return <DetailList details={details} />;
}

/** A person by name, address and id: names alone are not unique. */
function Identity(props: { readonly email: string | null; readonly id: string; readonly children: ReactNode }) {
  return (
    <>
      {props.children}
      {props.email !== null && <span className="block text-xs wrap-anywhere text-ink-muted">{props.email}</span>}
      <code className="block font-mono text-xs wrap-anywhere text-ink-muted">{props.id}</code>
    </>
  );
}

/** Milliseconds after which it is asked again whether the entry is sealed. */
const pollIntervalMs = 5000;

const unsealed = {
  waiting: "Not yet sealed",
  removed: "Removed by retention, with the entry of this request",
  missing: "No seal contains the entry of this request. Have the operator verify the audit log.",
} as const;

/** The seal of the audit log that contains the entry of the request. */
function ReceiptSeal({ id }: { readonly id: string }) {
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
