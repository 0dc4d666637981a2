"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { displayName } from "@portcullis/domain/user/display-name";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { person } from "#features/audit/phrase.ts";
import { PhraseLine } from "#features/audit/phrase-line.tsx";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { CopyButton } from "#ui/button.tsx";
import { type Detail, DetailList } from "#ui/panel.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";

/** Who asked for what, when and why, and how long it took. */
export function ReceiptDetails({ cascade }: { readonly cascade: CascadeDetail }) {
  const t = useTranslations();
  const { user, userId, requestedBy, reason, finishedAt, elapsedMs, nextAttemptAt, attempts } = cascade;
  const whom = person({ id: userId, name: user && displayName(user) }, t("common.aDeletedPerson"));
  const details: Detail[] = [
    {
      term: t("change.person"),
      value: (
        <Identity email={user?.email ?? null} id={userId}>
          <PhraseLine phrase={[whom]} />
        </Identity>
      ),
    },
    {
      term: t("change.requestedBy"),
      value: requestedBy ? (
        <Identity email={requestedBy.email} id={requestedBy.id}>
          <PhraseLine phrase={[person(requestedBy, t("common.aDeletedPerson"))]} />
        </Identity>
      ) : (
        t("change.theOperator")
      ),
    },
    { term: t("change.requested"), value: <ExactTimestamp at={cascade.requestedAt} /> },
    { term: t("common.reason"), value: reason ?? <span className="text-ink-faint">{t("change.noneGiven")}</span> },
    ...(finishedAt ? [{ term: t("change.lastDevice"), value: <ExactTimestamp at={finishedAt} /> }] : []),
    {
      term: t("change.totalTime"),
      value:
        elapsedMs === null ? <span className="text-ink-faint">{t("change.notDone")}</span> : duration(t, elapsedMs),
    },
    ...(attempts > 0 && nextAttemptAt
      ? [{ term: t("change.nextAttempt"), value: <ExactTimestamp at={nextAttemptAt} /> }]
      : []),
    {
      term: t("common.receipt"),
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="min-w-0 font-mono text-xs wrap-anywhere">{cascade.id}</code>
          <CopyButton value={cascade.id} label={t("change.copyReceiptId")} />
        </span>
      ),
    },
    { term: t("change.auditLogSeal"), value: <ReceiptSeal id={cascade.id} /> },
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

const unsealed = (t: Translate) =>
  ({
    waiting: t("change.notYetSealed"),
    removed: t("change.removedByRetentionWithThe"),
    missing: t("change.noSealContainsTheEntry"),
  }) as const;

/** The seal of the audit log that contains the entry of the request. */
function ReceiptSeal({ id }: { readonly id: string }) {
  const t = useTranslations();
  const { data: seal, isError } = useQuery({
    ...useTRPC().cascade.seal.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? pollIntervalMs : false),
  });
  if (!seal) return <span className="text-ink-faint">{isError ? t("change.notKnownAtTheMoment") : "…"}</span>;
  if (seal.state !== "sealed") return <span className="text-ink-muted">{unsealed(t)[seal.state]}</span>;
  const head = `${seal.number}:${seal.hash}`;
  return (
    <>
      <span className="inline-flex max-w-full items-center gap-1">
        <code className="min-w-0 font-mono text-xs wrap-anywhere">{head}</code>
        <CopyButton value={head} label={t("change.copySeal")} />
      </span>
      <span className="block text-xs text-ink-muted">
        {t.rich("change.containsTheEntryOfThis", { time: () => <ExactTimestamp at={seal.sealedAt} /> })}
      </span>
    </>
  );
}
