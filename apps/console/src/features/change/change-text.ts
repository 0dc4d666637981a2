import type { CascadeKind, CascadeProgress, UnconfirmedChange } from "@portcullis/domain/cascade";
import type { ChangeState, GatewayAcknowledgement } from "@portcullis/domain/change-state";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { trafficText } from "#features/device/connection-span.ts";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { andText } from "#ui/count-text.ts";
import { duration } from "#ui/time-text.ts";

/** Gateways that a sentence names. */
const namedMax = 2;

interface DescribedChange extends Pick<CascadeProgress, "state" | "gateways" | "elapsedMs"> {
  readonly kind: CascadeProgress["kind"];
  readonly attempts?: number;
  readonly failureReason?: string | null;
}

/** How far a change is, in a sentence: what the page shows, and what a screen reader hears. */
export function changeSentence(t: Translate, change: DescribedChange): string {
  return sentences(t)[change.state](change);
}

const sentences = (t: Translate): Readonly<Record<ChangeState, (change: DescribedChange) => string>> => ({
  running: () => t("change.underWayYouCanLeave"),
  unconfirmed: ({ gateways }) =>
    t("change.endedNotConfirmedByDevices", { namesOf: namesOf(t, gateways.filter(isOpen)) }),
  settled: ({ gateways }) => t("change.endedSettledByHandFor", { namesOf: namesOf(t, gateways.filter(isOpen)) }),
  done: ({ kind, gateways, elapsedMs }) =>
    t("change.doneIn", {
      duration: duration(t, elapsedMs ?? 0),
      note: kind !== "reactivate" && gateways.length === 0 ? ` ${t("change.thereWasNoGatewayThat")}` : "",
    }),
  superseded: () => t("change.aLaterChangeOfThis"),
  failed: ({ attempts, failureReason }) =>
    t("change.stoppedAfterAttempts", { attempts: attempts ?? 0, failureReason: failureReason ?? t("change.unknown") }),
});

/** Whether a gateway has not confirmed, whatever else is said of it. */
export const isOpen = ({ confirmedAt }: Pick<GatewayAcknowledgement, "confirmedAt">): boolean => confirmedAt === null;

/** The first of them by name, and how many more. */
function namesOf(t: Translate, gateways: readonly GatewayAcknowledgement[]): string {
  const names = gateways.slice(0, namedMax).map((value) => gatewayName(t, value));
  const more = gateways.length - names.length;
  if (more > 0) return t("change.andMore", { names: names.join(", "), more });
  return andText(names);
}

/** How each state of a change looks: green is for done alone. */
export const changeVariants = (t: Translate) =>
  ({
    running: { tone: "accent", bar: "accent", label: t("change.running") },
    unconfirmed: { tone: "warning", bar: "warning", label: t("common.notConfirmed") },
    settled: { tone: "neutral", bar: "accent", label: t("change.settledByHand") },
    done: { tone: "success", bar: "success", label: t("common.done") },
    superseded: { tone: "hollow", bar: "accent", label: t("change.superseded") },
    failed: { tone: "danger", bar: "danger", label: t("change.failed") },
  }) as const satisfies Readonly<Record<ChangeState, unknown>>;

/** Each lifecycle change as a thing. */
export const cascadeNames = (t: Translate): Readonly<Record<CascadeKind, string>> => ({
  deactivate: t("change.deactivation"),
  reactivate: t("change.reactivation"),
  delete: t("change.deletion"),
});

/** What a change took away, and whose. */
export function unconfirmedName(t: Translate, { kind, user, device }: UnconfirmedChange): string {
  if (kind === "everybody") return t("change.rulesOfTheTenantOr");
  const whose = user?.name ?? t("common.aDeletedPerson");
  return kind === "user"
    ? t("change.accessOf", { whose })
    : t("change.of", { name: device?.name ?? t("change.aRemovedDeviceOrKey"), whose });
}

/** The gateways that have not confirmed it, by name. */
export const openGateways = (t: Translate, { gateways }: UnconfirmedChange): string =>
  namesOf(t, gateways.filter(isOpen));

/** What went through a gateway until it let go, as its confirmation told. @param at when the change was made */
export function exposureText(
  t: Translate,
  exposure: NonNullable<GatewayAcknowledgement["exposure"]>,
  at: Timestamp,
): string {
  const { lastHandshake, received, sent } = exposure;
  const after = lastHandshake === null ? null : Date.parse(lastHandshake) - Date.parse(at);
  const handshake =
    after === null
      ? t("change.noHandshake")
      : after > 0
        ? t("change.lastHandshakeAfterTheChange", { duration: duration(t, after) })
        : t("change.lastHandshakeBeforeTheChange", { duration: duration(t, -after) });
  const bytes = (received ?? 0) + (sent ?? 0);
  return received === null && sent === null
    ? `${handshake}.`
    : t("change.atMostSince", { handshake, trafficText: trafficText(t, bytes) });
}
