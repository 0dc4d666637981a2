import { expect, it } from "vitest";
import { gatewayEndpoint, gatewayStatus } from "./gateway.ts";

it.each(["vpn.example.com:51820", "203.0.113.7:1", "[2001:db8::7]:65535", "gw:51820"])("takes %s", (good) => {
  expect(gatewayEndpoint.parse(` ${good} `)).toBe(good);
});

it.each(["vpn.example.com", "x:0", "x:65536", "https://x:1", "::1:51820", "a b:1", "-x:1", "x:1;reboot", "x:"])(
  "refuses what is no host and port: %s",
  (bad) => {
    expect(gatewayEndpoint.safeParse(bad).success).toBe(false);
  },
);

it("calls a gateway silent that reported once, but not lately", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  expect(gatewayStatus(null, now)).toBe("new");
  expect(gatewayStatus("2026-11-25T11:59:16.000Z", now)).toBe("reporting");
  expect(gatewayStatus("2026-11-25T11:59:15.000Z", now)).toBe("silent");
});
