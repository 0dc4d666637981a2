"use client";

import type { Overview } from "@portcullis/domain/overview";
import type { Total } from "@portcullis/domain/page";
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cascadeNames, openGateways, unconfirmedName } from "#features/change/change-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { totalText } from "./plot-text.ts";

/** What somebody should look at, the most urgent first. */
export function AttentionPanel({ attention }: { readonly attention: Overview["attention"] }) {
  const t = useTranslations();
  const sections = attentionLines(t, attention).filter(({ total }) => total.count > 0);
  return (
    <Panel title={t("overview.needsAttention")} flush>
      {sections.length === 0 ? (
        <p className="flex items-center gap-2 px-4 py-5 text-sm text-ink-muted">
          <CircleCheck aria-hidden="true" className="size-4 text-success" />
          {t("overview.nothingAtTheMoment")}
        </p>
      ) : (
        <div className="divide-y divide-line">
          {sections.map((section) => (
            <AttentionSection key={section.title} {...section} />
          ))}
        </div>
      )}
    </Panel>
  );
}

/** Of a deleted person by now. */
const nobody = (t: Translate) => t("common.aDeletedPerson");

/** What needs attention as it is shown, the most urgent kind first; what the reader may not see is left out. */
function attentionLines(t: Translate, attention: Overview["attention"]): AttentionSectionProps[] {
  const {
    noGateway,
    waitingForApproval,
    failedCascades,
    unconfirmed,
    silentGateways,
    expiringInvitations,
    recoveredOwner,
    overLimit,
  } = attention;
  const sections: (AttentionSectionProps | null)[] = [
    noGateway
      ? {
          title: t("overview.noGateway"),
          tone: "danger",
          total: { count: 1, exact: true },
          lines: [
            {
              key: "none",
              href: "/settings/gateways",
              name: t("overview.nobodyCanConnect"),
              note: t("overview.addAGatewayAndStart"),
            },
          ],
        }
      : null,
    {
      title: t("overview.theOwnersAccessWasRecovered"),
      tone: "danger",
      total: recoveredOwner.total,
      lines: recoveredOwner.items.map(({ id, user, at }) => ({
        key: id,
        href: `/users/${user.id}`,
        name: user.name ?? nobody(t),
        note: <>{t.rich("overview.newPasswordNoSecondFactor", { time: () => <RelativeTime at={at} /> })}</>,
      })),
    },
    {
      title: t("overview.changesThatFailed"),
      tone: "danger",
      total: failedCascades.total,
      all: "/changes?state=failed",
      lines: failedCascades.items.map(({ id, kind, user, requestedAt }) => ({
        key: id,
        href: `/changes/${id}`,
        name: t("change.of5", { change: cascadeNames(t)[kind], name: user.name ?? nobody(t) }),
        note: <RelativeTime at={requestedAt} />,
      })),
    },
    {
      title: t("overview.bulkOperationsThatWait"),
      tone: "warning",
      total: { count: waitingForApproval, exact: true },
      lines: [
        {
          key: "waiting",
          href: "/changes/bulk?status=waiting",
          name: t("overview.theyStartOnceSomebodyElse"),
          note: undefined,
        },
      ],
    },
    {
      title: t("common.cutOffsNotConfirmed"),
      tone: "warning",
      total: unconfirmed.total,
      all: "/changes/unconfirmed",
      lines: unconfirmed.items.map((change) => ({
        key: change.changeId,
        href: change.cascadeId === null ? "/changes/unconfirmed" : `/changes/${change.cascadeId}`,
        name: unconfirmedName(t, change),
        note: (
          <>
            {t.rich("overview.notConfirmedBy", {
              openGateways: openGateways(t, change),
              time: () => <RelativeTime at={change.requestedAt} />,
            })}
          </>
        ),
      })),
    },
    silentGateways && {
      title: t("overview.silentGateways"),
      tone: "warning",
      total: silentGateways.total,
      all: "/settings/gateways",
      lines: silentGateways.items.map(({ id, name, lastReport }) => ({
        key: id,
        href: "/settings/gateways",
        name,
        note: <>{t.rich("overview.lastHeard", { time: () => <RelativeTime at={lastReport} /> })}</>,
      })),
    },
    expiringInvitations && {
      title: t("overview.invitationsAboutToExpire"),
      tone: "warning",
      total: expiringInvitations.total,
      all: "/users?concern=invitation_expiring",
      lines: expiringInvitations.items.map(({ user, expiresAt }) => ({
        key: user.id,
        href: `/users/${user.id}`,
        name: user.name ?? nobody(t),
        note: <RelativeTime at={expiresAt} />,
      })),
    },
    {
      title: t("common.overTheDeviceLimit"),
      tone: "warning",
      total: overLimit.total,
      all: "/users?concern=over_device_limit",
      lines: overLimit.items.map(({ user, devices, limit }) => ({
        key: user.id,
        href: `/users/${user.id}/devices`,
        name: user.name ?? nobody(t),
        note: t("overview.devicesAllowed", { devices, limit }),
      })),
    },
  ];
  return sections.filter((section) => section !== null);
}

interface AttentionLine {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly note: ReactNode;
}

interface AttentionSectionProps {
  readonly title: string;
  readonly tone: "warning" | "danger";
  readonly total: Total;
  readonly lines: readonly AttentionLine[];
  /** Where all of them are listed, where that is a place. */
  readonly all?: string | undefined;
}

/** One kind of what needs attention: how many, and the first of them. */
function AttentionSection({ title, tone, total, lines, all }: AttentionSectionProps) {
  const t = useTranslations();
  const isAll = lines.length === total.count;
  return (
    <section className="px-4 py-2.5">
      <h3 className="flex items-center justify-between gap-3 text-xs font-medium">
        <Status tone={tone}>
          {title} <span className="font-normal text-ink-muted tabular-nums">{totalText(total)}</span>
        </Status>
        {!isAll && all !== undefined && (
          <PageLink href={all} className="text-accent-ink hover:underline">
            {t("overview.showAll")}
          </PageLink>
        )}
      </h3>
      <ul className="mt-1">
        {lines.map(({ key, href, name, note }) => (
          <li key={key} className="flex min-h-6 flex-wrap items-baseline justify-between gap-x-4 pl-4 text-sm">
            <PageLink href={href} className="min-w-0 truncate underline-offset-2 hover:underline">
              {name}
            </PageLink>
            <span className="text-xs text-ink-muted">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
