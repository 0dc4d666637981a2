import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";

import { exposureText } from "./change-text.ts";

/** What one gateway has said of a change, or why nothing is known of it. */
export function AcknowledgementLine({
  gateway,
  at,
}: {
  readonly gateway: GatewayAcknowledgement;
  readonly at: Timestamp;
}) {
  const t = useTranslations();
  const { exposure } = gateway;
  return (
    <>
      {lines(t)[gateway.state](gateway)}
      {exposure && <span className="block text-xs text-ink-muted">{exposureText(t, exposure, at)}</span>}
    </>
  );
}

const amber = (children: ReactNode) => <span className="text-warning-ink">{children}</span>;

const lines = (
  t: Translate,
): Readonly<Record<GatewayAcknowledgement["state"], (gateway: GatewayAcknowledgement) => ReactNode>> => ({
  confirmed: ({ confirmedAt }) => confirmedAt && <ExactTimestamp at={confirmedAt} />,
  waiting: ({ waitingSince, silentSince, closesAt }) =>
    amber(
      silentSince && closesAt ? (
        <>{t.rich("change.silentShouldCloseByItself", { time: () => <ExactTimestamp at={closesAt} /> })}</>
      ) : (
        <>{t.rich("change.waitingAsked", { time: () => <RelativeTime at={waitingSince} /> })}</>
      ),
    ),
  should_have_closed: ({ closesAt }) =>
    amber(
      <>
        {t.rich("change.notConfirmedShouldHaveClosed", { time: () => closesAt && <ExactTimestamp at={closesAt} /> })}
      </>,
    ),
  keeps_everybody: ({ silentSince }) =>
    amber(
      <>
        {t.rich("change.notConfirmedSilentSinceIts", {
          time: () => silentSince && <ExactTimestamp at={silentSince} />,
        })}
      </>,
    ),
  removed: () => amber(t("change.removedBeforeItConfirmed")),
  settled: ({ settled }) =>
    settled && (
      <>
        {t.rich("change.settledByNeverConfirmed", {
          name: settled.by.name ?? t("common.aDeletedPerson"),
          time: () => <ExactTimestamp at={settled.at} />,
          reason: () => settled.reason !== null && `: ${settled.reason}`,
        })}
      </>
    ),
});
