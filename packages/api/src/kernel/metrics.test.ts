import { register } from "prom-client";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";

/** The value of a line of the metrics, such as `name_count{label="value"}`; zero where there is none. */
async function valueOf(line: string): Promise<number> {
  const found = (await register.metrics()).split("\n").find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

it("counts each call by procedure and how it ended, and none of a procedure that does not exist", async () => {
  await using fixture = await openFixture();
  const calls = (code: string) =>
    valueOf(`portcullis_call_duration_seconds_count{procedure="user.get",code="${code}"}`);
  const [ok, missing] = [await calls("OK"), await calls("NOT_FOUND")];
  await fixture.admin.call.user.get({ id: fixture.owner.id });
  expect(await refusalOf(fixture.admin.call.user.get({ id: crypto.randomUUID() }))).toMatchObject({
    code: "NOT_FOUND",
  });
  expect([await calls("OK"), await calls("NOT_FOUND")]).toEqual([ok + 1, missing + 1]);
});

it("measures a cut-off to the last device and to the last gateway", async () => {
  await using fixture = await openFixture();
  const lines = [
    'portcullis_cut_off_devices_seconds_count{kind="deactivate"}',
    'portcullis_devices_switched_total{kind="deactivate"}',
    "portcullis_gateway_confirmation_seconds_count",
    "portcullis_cut_off_gateways_seconds_count",
  ];
  const values = () => Promise.all(lines.map(valueOf));
  const before = await values();
  const growth = async () => (await values()).map((value, at) => value - (before[at] ?? 0));
  const gateways = [await fixture.aGateway(), await fixture.aGateway()];
  const { admin, user } = await fixture.aUserWithDevices();
  const { cascade } = await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  expect(await growth()).toEqual([1, 2, 0, 0]);
  for (const gateway of gateways) await gateway.call.agent.report(aReport({ confirmed: [cascade?.id ?? ""] }));
  expect(await growth()).toEqual([1, 2, 2, 1]);
  // Said again, it is no other confirmation.
  await gateways[0]?.call.agent.report(aReport({ confirmed: [cascade?.id ?? ""] }));
  expect(await growth()).toEqual([1, 2, 2, 1]);
});

it("names nobody: no label holds an id, a name or an address", async () => {
  await using fixture = await openFixture();
  await fixture.admin.call.user.list({ search: "somebody" });
  const labels = [...(await register.metrics()).matchAll(/[a-z_]+="([^"]*)"/g)].map(([, value]) => value);
  expect(labels.length).toBeGreaterThan(0);
  expect(labels.filter((value) => !/^[\w.+]*$/.test(value ?? ""))).toEqual([]);
  expect(labels.filter((value) => /[0-9a-f]{8}/.test(value ?? ""))).toEqual([]);
});
