import { type GatewayStatus, gatewayAlertAfterSeconds } from "@portcullis/domain/gateway";

const variants = {
  new: { tone: "hollow", label: "New" },
  reporting: { tone: "success", label: "Reporting" },
  silent: { tone: "warning", label: "Silent" },
} as const;

/** How a gateway is shown: amber where it is silent, and red once somebody is called for it. */
export function gatewayVariant(status: GatewayStatus, silentMs: number) {
  const isAlert = status === "silent" && silentMs >= gatewayAlertAfterSeconds * 1000;
  return isAlert ? ({ tone: "danger", label: "Silent" } as const) : variants[status];
}
