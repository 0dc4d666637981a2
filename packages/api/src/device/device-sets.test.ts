import { newId } from "@portcullis/db/ids";
import { expect, it } from "vitest";
import { previewSet } from "../kernel/change-set.ts";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { countedDatabase } from "../testing/counted-database.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { approveDevice } from "./approve-device.ts";
import { deactivateDevice } from "./deactivate-device.ts";
import { deviceForms } from "./device-forms.ts";
import { reactivateDevice } from "./reactivate-device.ts";
import { removeDevice } from "./remove-device.ts";
import { setDevicePlatform } from "./set-device-platform.ts";

const approve = { form: deviceForms.approve, meta: approveDevice.meta };
const deactivate = { form: deviceForms.deactivate, meta: deactivateDevice.meta };
const reactivate = { form: deviceForms.reactivate, meta: reactivateDevice.meta };
const remove = { form: deviceForms.remove, meta: removeDevice.meta };
const setPlatform = { form: deviceForms.setPlatform, meta: setDevicePlatform.meta };

/** What the audit log says of a device, without who did it. */
const entriesOf = async ({ owner }: Fixture, targetId: string) =>
  (await owner.call.audit.list({ targetId })).items.map(({ action, changed, details }) => [action, changed, details]);

it("switches a set off with a result for each, as if each were alone, and on again", async () => {
  await using fixture = await openFixture();
  const { owner, admin } = fixture;
  const gateway = await fixture.aGateway();
  const { user, laptop, phone } = await fixture.aUserWithDevices();
  const owners = await fixture.aDevice(owner.id);
  const above = await fixture.aDevice((await fixture.aUser({ permissions: ["tenant:write"] })).id);
  const foreignTenant = await fixture.aTenant();
  const foreign = await foreignTenant.aDevice((await foreignTenant.aUser()).id);
  const off = await fixture.aDevice(user.id, { cause: "admin" });
  const acting = await fixture.aPerson({ permissions: ["device:deactivate"] });
  const own = await fixture.aDevice(acting.id);
  const ids = [phone.id, owners.id, own.id, above.id, foreign.id, newId(), off.id, laptop.id, phone.id];
  const results = await changeAs(fixture, acting, deactivate, { ids, input: { reason: "recall" } });
  expect(outcomesOf(results)).toEqual([
    "changed",
    "owner_protected",
    "changed",
    "privilege_ceiling",
    "not_found",
    "not_found",
    "unchanged",
    "changed",
    "changed",
  ]);

  const alone = await fixture.aDevice(user.id);
  await admin.call.device.deactivate({ id: alone.id, reason: "recall" });
  for (const { id } of [laptop, phone]) {
    expect(await entriesOf(fixture, id)).toEqual(await entriesOf(fixture, alone.id));
    const { cause, denials } = await owner.call.device.get({ id });
    expect({ cause, denials }).toEqual({ cause: "admin", denials: ["deactivated"] });
    const asked = await owner.call.device.cutOff({ id });
    expect(asked?.gateways.map((each) => each.id)).toEqual([gateway.id]);
  }
  expect(await entriesOf(fixture, off.id)).toEqual([]);
  expect((await owner.call.device.get({ id: owners.id })).active).toBe(true);

  await admin.call.device.rename({ id: phone.id, name: "renamed" });
  const changed = results.flatMap((result, n) =>
    result.outcome === "changed" ? [[ids[n] ?? "", result.version] as const] : [],
  );
  const versions = new Map(changed);
  const back = await changeAs(fixture, acting, reactivate, { ids: [...versions.keys()], input: {}, versions });
  expect(outcomesOf(back)).toEqual(["left_alone", "changed", "changed"]);
  expect((await owner.call.device.get({ id: laptop.id })).denials).toEqual([]);
  expect((await owner.call.device.cutOff({ id: laptop.id }))?.gateways ?? []).toEqual([]);
});

it("switches none on whose user is off, and none of those whom only a second factor would let", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const inactive = await fixture.aUser({ status: "inactive" });
  const theirs = await fixture.aDevice(inactive.id, { cause: "admin" });
  const member = await fixture.aPerson({ role: "BASIC" });
  const lost = await fixture.aDevice(member.id, { cause: "reported_lost" });
  const ids = [theirs.id, lost.id];
  expect(outcomesOf(await changeAs(fixture, member, reactivate, { ids, input: {} }))).toEqual([
    "not_found",
    "permission_missing",
  ]);
  expect(outcomesOf(await changeAs(fixture, admin, reactivate, { ids, input: {} }))).toEqual([
    "user_not_active",
    "changed",
  ]);
});

it("approves a set, and removes one with what each held", async () => {
  await using fixture = await openFixture();
  const { admin, owner } = fixture;
  const { user, laptop } = await fixture.aUserWithDevices();
  const waiting = await fixture.aDevice(user.id, { approvedAt: null });
  const addressed = await fixture.aDevice(user.id, { name: "addressed", network: "10.9.0.7/32", approvedAt: null });
  const ids = [waiting.id, addressed.id, laptop.id];
  expect(outcomesOf(await changeAs(fixture, admin, approve, { ids, input: {} }))).toEqual([
    "changed",
    "changed",
    "unchanged",
  ]);
  expect((await owner.call.device.get({ id: waiting.id })).denials).toEqual([]);
  const { publicKey } = await owner.call.device.get({ id: addressed.id });
  expect(outcomesOf(await changeAs(fixture, admin, remove, { ids, input: {} }))).toEqual([
    "changed",
    "changed",
    "changed",
  ]);
  expect(await entriesOf(fixture, addressed.id)).toEqual([
    ["device.removed", [], { before: { name: "addressed", publicKey, addresses: ["10.9.0.7/32"] } }],
    ["device.approved", ["approvedAt"], null],
  ]);
  expect((await owner.call.device.list({ userId: user.id })).items.map(({ name }) => name)).toEqual(["phone"]);
});

it("sets the platform of a set, and brings back what each had", async () => {
  await using fixture = await openFixture();
  const { admin, owner } = fixture;
  const user = await fixture.aUser();
  const platforms = ["windows", "other", "macos"] as const;
  const made = await Promise.all(platforms.map((platform) => fixture.aDevice(user.id, { platform })));
  const ids = made.map(({ id }) => id);
  const look = await fixture.inScope(async (tx) => {
    const principal = await admin.parts().authenticate();
    if (!principal) throw new Error("Their session has ended.");
    return previewSet(
      setPlatform.form,
      tx,
      { principal, meta: setPlatform.meta },
      { ids, input: { platform: "macos" } },
    );
  });
  expect(look.expected.map(({ expected }) => expected)).toEqual(["changed", "changed", "unchanged"]);
  const versions = new Map(look.expected.map(({ id, version = "" }) => [id, version]));
  const results = await changeAs(fixture, admin, setPlatform, { ids, input: { platform: "macos" }, versions });
  expect(results.map((result) => result.outcome === "changed" && result.before)).toEqual([
    { platform: "windows" },
    { platform: "other" },
    false,
  ]);
  const platformsNow = async () =>
    (await Promise.all(ids.map((id) => owner.call.device.get({ id })))).map(({ platform }) => platform);
  expect(await platformsNow()).toEqual(["macos", "macos", "macos"]);
  const inputOf = new Map(ids.map((id, n) => [id, { platform: platforms[n] ?? "other" }]));
  await changeAs(fixture, admin, setPlatform, { ids, input: { platform: "macos" }, inputOf });
  expect(await platformsNow()).toEqual(platforms);
});

it("takes the access of a device whose new platform has rules that it does not meet", async () => {
  await using fixture = await openFixture();
  const { admin, owner } = fixture;
  await fixture.aGateway();
  const { laptop } = await fixture.aUserWithDevices();
  const rules = [{ platform: "macos" as const, checks: ["diskEncryption" as const], minimumVersion: null }];
  await admin.call.tenant.updatePosture({ rules, enforcement: "required" });
  const changed = await admin.call.device.setPlatform({ id: laptop.id, platform: "macos" });
  expect(changed).toMatchObject({ platform: "macos", denials: ["not_compliant"] });
  expect((await owner.call.device.cutOff({ id: laptop.id }))?.gateways).toHaveLength(1);
  expect(await admin.call.device.setPlatform({ id: laptop.id, platform: "macos" })).toEqual(changed);
  expect(await entriesOf(fixture, laptop.id)).toHaveLength(1);
});

it("takes as many statements for many as for two", async () => {
  await using fixture = await openFixture();
  await fixture.aGateway();
  await using counted = await countedDatabase(fixture);
  const statementsFor = async (count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push((await fixture.aDevice((await fixture.aUser()).id)).id);
    const change = { ids, input: { reason: null } };
    return counted.count(() => changeAs({ ...fixture, db: counted.db }, fixture.admin, deactivate, change));
  };
  const few = await statementsFor(2);
  expect(await statementsFor(12)).toBe(few);
});
