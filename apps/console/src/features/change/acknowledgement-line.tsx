import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import type { ReactNode } from "react";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";

import { exposureText } from "./change-text.ts";

/** What one gateway has said of a change, or why nothing is known of it. */
export function AcknowledgementLine({ gateway, at }: { readonly gateway: GatewayAcknowledgement; readonly at: Date }) {
  const { exposure } = gateway;
  return (
    <>
      {lines[gateway.state](gateway)}
      {exposure && <span className="block text-xs text-ink-muted">{exposureText(exposure, at)}</span>}
    </>
  );
}

const amber = (children: ReactNode) => <span className="text-warning-ink">{children}</span>;

const lines: Readonly<Record<GatewayAcknowledgement["state"], (gateway: GatewayAcknowledgement) => ReactNode>> = {
  confirmed: ({ confirmedAt }) => confirmedAt && <ExactTimestamp at={confirmedAt} />,
  waiting: ({ waitingSince, silentSince, closesAt }) =>
    amber(
      silentSince && closesAt ? (
        <>
          Silent; should close by itself at <ExactTimestamp at={closesAt} />
        </>
      ) : (
        <>
          Waiting, asked <RelativeTime at={waitingSince} />
        </>
      ),
    ),
  should_have_closed: ({ closesAt }) =>
    amber(
      <>
        Not confirmed. Should have closed by itself at {closesAt && <ExactTimestamp at={closesAt} />}; a stopped agent
        closes nothing.
      </>,
    ),
  keeps_everybody: ({ silentSince }) =>
    amber(
      <>
        Not confirmed. Silent since {silentSince && <ExactTimestamp at={silentSince} />}; its setting keeps everybody
        connected.
      </>,
    ),
  removed: () => amber("Removed before it confirmed"),
  settled: ({ settled }) =>
    settled && (
      <>
        Settled by {settled.by.name ?? "a deleted person"}, <ExactTimestamp at={settled.at} />
        {settled.reason !== null && `: ${settled.reason}`}. Never confirmed.
      </>
    ),
};
