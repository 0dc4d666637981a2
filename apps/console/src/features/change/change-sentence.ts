import type { CascadeProgress } from "@portcullis/domain/cascade";
import type { ChangeState, GatewayAcknowledgement } from "@portcullis/domain/change-state";
import { gatewayName } from "#features/gateway/gateway-name.ts";
import { duration } from "./duration.ts";

/** Gateways that a sentence names. */
const namedMax = 2;

export interface DescribedChange extends Pick<CascadeProgress, "state" | "gateways" | "elapsedMs"> {
  readonly kind: CascadeProgress["kind"];
  readonly attempts?: number;
  readonly failureReason?: string | null;
}

/** How far a change is, in a sentence: what the page shows, and what a screen reader hears. */
export function changeSentence(change: DescribedChange): string {
  return sentences[change.state](change);
}

const sentences: Readonly<Record<ChangeState, (change: DescribedChange) => string>> = {
  running: () => "Under way. You can leave this page; it goes on.",
  unconfirmed: ({ gateways }) =>
    `Ended, not confirmed by ${namesOf(gateways.filter(isOpen))}: devices may still be connected there.`,
  settled: ({ gateways }) => `Ended, settled by hand for ${namesOf(gateways.filter(isOpen))}: never confirmed there.`,
  done: ({ kind, gateways, elapsedMs }) =>
    `Done in ${duration(elapsedMs ?? 0)}.${kind !== "reactivate" && gateways.length === 0 ? " There was no gateway that had to confirm it." : ""}`,
  superseded: () => "A later change of this user took over.",
  failed: ({ attempts, failureReason }) => `Stopped after ${attempts ?? 0} attempts: ${failureReason ?? "unknown"}`,
};

/** Whether a gateway has not confirmed, whatever else is said of it. */
export const isOpen = ({ confirmedAt }: Pick<GatewayAcknowledgement, "confirmedAt">): boolean => confirmedAt === null;

/** The first of them by name, and how many more. */
export function namesOf(gateways: readonly GatewayAcknowledgement[]): string {
  const names = gateways.slice(0, namedMax).map(gatewayName);
  const more = gateways.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more.toLocaleString("en")} more`;
  return names.join(" and ");
}
