import { type GatewayStatus, gatewayAlertAfterSeconds } from "@portcullis/domain/gateway";

const looks = {
  new: { tone: "hollow", word: "New" },
  reporting: { tone: "success", word: "Reporting" },
  silent: { tone: "warning", word: "Silent" },
} as const;

/** How a gateway is shown: amber where it is silent, and red once somebody is called for it. */
export function gatewayLook(status: GatewayStatus, silentMs: number) {
  const isAlert = status === "silent" && silentMs >= gatewayAlertAfterSeconds * 1000;
  return isAlert ? ({ tone: "danger", word: "Silent" } as const) : looks[status];
}
