"use client";

import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { Overview } from "@portcullis/domain/overview";
import { type Total, totalCap } from "@portcullis/domain/page";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime, useNow } from "#ui/time.tsx";
import { totalText } from "./plot-text.ts";

/** What there is, each count a way to the list that it counts. Nobody is said to be online by an answer that is too old. */
export function CountTiles({
  overview: { users, devices, cascades, countedAt },
  asOf,
}: {
  readonly overview: Overview;
  readonly asOf: number;
}) {
  const t = useTranslations();
  const isOld = useNow() - asOf >= onlineWithinSeconds * 1_000;
  const isKept = [users.active, devices?.total].some((total) => total && total.count > totalCap);
  return (
    <>
      <ul aria-label={t("overview.counts")} className="grid grid-cols-2 gap-2 sm:grid-cols-3 sm:gap-3 xl:grid-cols-8">
        {devices && (
          <>
            <CountTile
              label={t("overview.devicesOnline")}
              href="/devices?status=online"
              total={isOld ? null : devices.online}
              note={t("overview.of2", { total: totalText(devices.total) })}
            />
            <CountTile
              label={t("overview.devicesDeactivated")}
              href="/devices?status=deactivated"
              total={devices.deactivated}
            />
            <CountTile
              label={t("common.notCompliant")}
              href="/devices?posture=non_compliant"
              total={devices.nonCompliant}
              tone="warning"
            />
            <CountTile
              label={t("overview.postureUnknown")}
              href="/devices?posture=unknown"
              total={devices.postureUnknown}
              tone="warning"
            />
            <CountTile
              label={t("common.waitingForApproval")}
              href="/devices?waiting=true"
              total={devices.awaitingApproval}
              tone="warning"
            />
          </>
        )}
        <CountTile label={t("overview.changesRunning")} href="/changes?state=running" total={cascades.running} />
        <CountTile
          label={t("common.cutOffsNotConfirmed")}
          href="/changes/unconfirmed"
          total={cascades.unconfirmed}
          tone="warning"
        />
        <CountTile
          label={t("overview.changesFailed")}
          href="/changes?state=failed"
          total={cascades.failed}
          tone="danger"
        />
      </ul>
      {isKept && (
        <p className="mt-1.5 text-xs text-ink-muted">
          {t.rich("overview.usersAndDevicesCounted", { time: () => <RelativeTime at={countedAt} /> })}
        </p>
      )}
    </>
  );
}

interface CountTileProps {
  readonly label: string;
  readonly href: string;
  /** Null where it is not known any more. */
  readonly total: Total | null;
  /** Behind the number: "of 600". */
  readonly note?: string | undefined;
  /** How it looks when there are any. */
  readonly tone?: "warning" | "danger" | undefined;
}

const tones = { warning: "text-warning-ink", danger: "text-danger-ink" } as const;

/** A count that leads to what is counted. */
function CountTile({ label, href, total, note, tone }: CountTileProps) {
  return (
    <li className="min-w-0">
      <PageLink
        href={href}
        className="flex h-full flex-col justify-between gap-1 rounded-lg border border-line bg-surface px-4 py-3 hover:bg-hover"
      >
        <span className="text-xs text-ink-muted">{label}</span>
        <span className="flex flex-wrap items-baseline gap-x-1.5">
          <span className={clsx("text-xl font-semibold tabular-nums", tone && total?.count && tones[tone])}>
            {total ? totalText(total) : "–"}
          </span>
          {note !== undefined && <span className="text-xs text-ink-muted tabular-nums">{note}</span>}
        </span>
      </PageLink>
    </li>
  );
}
