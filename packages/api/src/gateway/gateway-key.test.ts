import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";

it("is no device's: neither of a new one nor as the next key of one, and the refusal names the gateway", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  const publicKey = aPublicKey();
  await agent.call.agent.report(aReport({ publicKey }));
  const member = await fixture.aPerson({ role: "BASIC" });
  const refused = {
    code: "CONFLICT",
    reason: "device_key_of_gateway",
    field: "publicKey",
    message: expect.stringContaining(agent.name) as unknown,
  };
  const laptop = { name: "new laptop", platform: "windows" as const };
  expect(await refusalOf(member.call.device.register({ ...laptop, publicKey }))).toMatchObject(refused);
  const { id } = await member.call.device.register({ ...laptop, publicKey: aPublicKey() });
  expect(await refusalOf(member.call.device.rotateKey({ id, publicKey }))).toMatchObject(refused);
  // A key of another tenant's gateway is nobody's here.
  const other = await fixture.aTenant();
  expect(await other.admin.call.device.register({ ...laptop, publicKey })).toMatchObject({ publicKey });
});
