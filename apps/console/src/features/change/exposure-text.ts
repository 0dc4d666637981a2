import type { GatewayAcknowledgement } from "@portcullis/domain/change-state";
import { trafficText } from "#features/device/traffic-text.ts";
import { duration } from "./duration.ts";

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
