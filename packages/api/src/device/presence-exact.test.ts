import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { aReport, heard } from "../testing/report.ts";

/** A person with a device, and a gateway that says how long ago the device shook hands. */
async function aReported(fixture: Fixture) {
  const person = await fixture.aPerson();
  const publicKey = aPublicKey();
  const device = await person.call.device.register({ name: "tablet", platform: "android", publicKey });
  const agent = await fixture.aGateway();
  const shookHands = (handshakeAgo: number) =>
    agent.call.agent.report(aReport({ peers: [heard(publicKey, { handshakeAgo })] }));
  return { person, device, shookHands };
}

/** As if all that was heard had been heard so many seconds earlier. */
const letSecondsPass = (fixture: Fixture, seconds: number) =>
  fixture.inScope(async (tx) => {
    const by = sql`make_interval(secs => ${seconds})`;
    await tx.execute(sql`update device_presence set last_handshake = last_handshake - ${by}`);
    await tx.execute(sql`update devices set last_connection = last_connection - ${by}`);
  });

/** Every place that says whether the device is online. */
async function presenceEverywhere(fixture: Fixture, of: { readonly userId: string; readonly deviceId: string }) {
  const { call } = fixture.owner;
  const [user, device, online, people, overview, impact] = await Promise.all([
    call.user.get({ id: of.userId }),
    call.device.get({ id: of.deviceId }),
    call.device.count({ status: ["online"] }),
    call.user.count({ presence: "online" }),
    call.overview.get(),
    call.user.impact({ id: of.userId, action: "deactivate" }),
  ]);
  return {
    user: user.presence,
    device: device.status,
    devices: online.count,
    people: people.count,
    overview: overview.devices?.online.count,
    impact: impact.devicesOnline,
  };
}

it("follows the newest handshake, also where it is less than a minute younger than the one before", async () => {
  await using fixture = await openFixture();
  const { person, device, shookHands } = await aReported(fixture);
  const of = { userId: person.id, deviceId: device.id };
  await shookHands(170);
  await letSecondsPass(fixture, 1);
  await shookHands(115);
  // The handshake is 126 s old.
  await letSecondsPass(fixture, 11);
  expect(await presenceEverywhere(fixture, of)).toEqual({
    user: "online",
    device: "online",
    devices: 1,
    people: 1,
    overview: 1,
    impact: 1,
  });
  await letSecondsPass(fixture, 60);
  expect(await presenceEverywhere(fixture, of)).toEqual({
    user: "offline",
    device: "offline",
    devices: 0,
    people: 0,
    overview: 0,
    impact: 0,
  });
});

it("writes a device's row for a new handshake only, not for every report", async () => {
  await using fixture = await openFixture();
  const { device, shookHands } = await aReported(fixture);
  const version = async () => {
    const [row] = await fixture.inScope((tx) =>
      tx.execute(sql`select xmin::text as version from devices where id = ${device.id}`),
    );
    return row?.["version"];
  };
  await shookHands(60);
  const first = await version();
  await shookHands(60);
  await shookHands(61);
  expect(await version()).toBe(first);
  await shookHands(40);
  expect(await version()).not.toBe(first);
});
