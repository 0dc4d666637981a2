import type { CascadeKind, CascadeProgress, UnconfirmedChange } from "@portcullis/domain/cascade";
import type { ChangeState, GatewayAcknowledgement } from "@portcullis/domain/change-state";
import { trafficText } from "#features/device/connection-span.ts";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { duration } from "#ui/time-text.ts";

/** Gateways that a sentence names. */
const namedMax = 2;

interface DescribedChange extends Pick<CascadeProgress, "state" | "gateways" | "elapsedMs"> {
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
function namesOf(gateways: readonly GatewayAcknowledgement[]): string {
  const names = gateways.slice(0, namedMax).map(gatewayName);
  const more = gateways.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more.toLocaleString("en")} more`;
  return names.join(" and ");
}

/** How each state of a change looks: green is for done alone. */
export const changeVariants = {
  running: { tone: "accent", bar: "accent", label: "Running" },
  unconfirmed: { tone: "warning", bar: "warning", label: "Not confirmed" },
  settled: { tone: "neutral", bar: "accent", label: "Settled by hand" },
  done: { tone: "success", bar: "success", label: "Done" },
  superseded: { tone: "hollow", bar: "accent", label: "Superseded" },
  failed: { tone: "danger", bar: "danger", label: "Failed" },
} as const satisfies Readonly<Record<ChangeState, unknown>>;

/** Each lifecycle change as a thing. */
export const cascadeNames: Readonly<Record<CascadeKind, string>> = {
  deactivate: "Deactivation",
  reactivate: "Reactivation",
  delete: "Deletion",
};

/** What a change took away, and whose. */
export function unconfirmedName({ kind, user, device }: UnconfirmedChange): string {
  if (kind === "everybody") return "Rules of the tenant, or a closed gateway";
  const whose = user?.name ?? "a deleted person";
  return kind === "user" ? `Access of ${whose}` : `${device?.name ?? "A removed device or key"} of ${whose}`;
}

/** The gateways that have not confirmed it, by name. */
export const openGateways = ({ gateways }: UnconfirmedChange): string => namesOf(gateways.filter(isOpen));

/** What went through a gateway until it let go, as its confirmation told. @param at when the change was made */
export function exposureText(exposure: NonNullable<GatewayAcknowledgement["exposure"]>, at: Date): string {
  const { lastHandshake, received, sent } = exposure;
  const after = lastHandshake === null ? null : lastHandshake.getTime() - at.getTime();
  const handshake =
    after === null
      ? "No handshake"
      : after > 0
        ? `Last handshake ${duration(after)} after the change`
        : `Last handshake ${duration(-after)} before the change`;
  const bytes = (received ?? 0) + (sent ?? 0);
  return received === null && sent === null ? `${handshake}.` : `${handshake}, at most ${trafficText(bytes)} since.`;
}
