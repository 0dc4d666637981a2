import type { ConnectionSpan, DeviceHistory, PastConnection } from "@portcullis/domain/device/connection";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { Translate } from "#i18n/translator.ts";

/** A connection's place on a bar of its span: where it begins and how long it is, in per cent. */
interface Spell {
  readonly key: string;
  readonly left: number;
  readonly width: number;
  readonly connection: PastConnection;
}

/** The connections as they lie in the span; what began before it begins with it. */
export function spellsInSpan({ from, to, connections }: DeviceHistory): Spell[] {
  const length = Date.parse(to) - Date.parse(from);
  const at = (timestamp: Timestamp) =>
    Math.min(100, Math.max(0, ((Date.parse(timestamp) - Date.parse(from)) / length) * 100));
  return connections.map((connection) => {
    const left = at(connection.since);
    const key = `${connection.gateway.id} ${connection.since}`;
    return { key, left, width: at(connection.until ?? to) - left, connection };
  });
}

/** The share of the span in which the device was connected, in per cent; what overlaps counts once. */
export function connectedShare(spells: readonly Pick<Spell, "left" | "width">[]): number {
  let [share, reached] = [0, 0];
  for (const { left, width } of spells.toSorted((a, b) => a.left - b.left)) {
    const end = left + width;
    share += Math.max(0, end - Math.max(left, reached));
    reached = Math.max(reached, end);
  }
  return share;
}

const units = (t: Translate) =>
  [t("device.b"), t("device.kb"), t("device.mb"), t("device.gb"), t("device.tb"), t("device.pb")] as const;

/** Bytes in words, in thousands: "12 B", "3.4 MB", "120 GB". */
export function trafficText(t: Translate, bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units(t).length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** step;
  return `${step > 0 && amount < 99.95 ? amount.toFixed(1) : Math.floor(amount).toLocaleString("en")} ${units(t)[step]}`;
}

const names = (t: Translate): Readonly<Record<ConnectionSpan, { readonly short: string; readonly long: string }>> => ({
  "24h": { short: t("ui.amount.h", { count: 24 }), long: t("device.last24Hours") },
  "7d": { short: t("ui.amount.d", { count: 7 }), long: t("device.last7Days") },
});

/** "24 h". */
export const spanName = (t: Translate, span: ConnectionSpan) => names(t)[span].short;
/** "last 24 hours". */
export const spanLabel = (t: Translate, span: ConnectionSpan) => names(t)[span].long;
