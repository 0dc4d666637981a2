import { createInternalCaller } from "@portcullis/api/internal-router";
import { openFixture } from "@portcullis/api/testing/fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startExpirer } from "./expirer.ts";

it("has the gateways confirm that a device is gone whose posture report expired", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];
  await fixture.admin.call.tenant.updatePosture({ enforcement: "required", rules });
  await (await fixture.aReporter(laptop.id)).call.device.reportPosture({ checks: { firewall: true }, osVersion: null });
  const gateway = await fixture.aGateway();
  const owner = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-owner", max: 1 });
  await owner.execute("update audit_events set at = at - interval '1 day'");
  await owner.execute("update device_posture set last_check = last_check - interval '61 minutes'");
  await closeDatabase(owner);
  const caller = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
  const line = { log: pino({ level: "silent" }), patienceMs: 30_000, onSilence: () => {} };
  const expirer = startExpirer({ caller, ...line });
  await expect
    .poll(() => fixture.admin.call.device.cutOff({ id: laptop.id }))
    .toMatchObject({ state: "unconfirmed", gateways: [{ id: gateway.id }] });
  expect(expirer.isHealthy()).toBe(true);
  await expirer.stop();
});
