import { toTimestamp } from "@portcullis/domain/timestamp";
import type { DemoTenant } from "./demo-tenant.ts";

const minuteMs = 60_000;
/** As long as history is kept. */
const weekMs = 7 * 24 * 60 * minuteMs;

/** A week of connections that are over, through the simulated gateway; each device's last one ends when it was last heard. */
export function addConnections(demo: DemoTenant): void {
  const { faker, tenantId, rows, now } = demo;
  const weekAgo = Date.parse(now) - weekMs;
  for (const { id: deviceId, createdAt = now, lastConnection } of rows.devices) {
    const earliest = Math.max(weekAgo, Date.parse(createdAt));
    let end = lastConnection ? Date.parse(lastConnection) : 0;
    while (end > earliest) {
      const start = Math.max(earliest, end - faker.number.int({ min: 20, max: 540 }) * minuteMs);
      const seconds = (end - start) / 1000;
      rows.deviceConnections.push({
        tenantId,
        deviceId,
        gatewayId: demo.gatewayId,
        startedAt: toTimestamp(start),
        endedAt: toTimestamp(end),
        endpoint: `198.51.100.${faker.number.int({ min: 1, max: 254 })}:${faker.number.int({ min: 20_000, max: 60_000 })}`,
        received: Math.round(seconds * faker.number.int({ min: 200, max: 9_000 })),
        sent: Math.round(seconds * faker.number.int({ min: 900, max: 70_000 })),
      });
      end = start - faker.number.int({ min: 30, max: 960 }) * minuteMs;
    }
  }
}
