import { newId } from "@portcullis/db/ids";
import { expect, it } from "vitest";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { openFixture } from "../testing/fixture.ts";
import { deviceLimitForm, setUserMaxDevices } from "./set-user-max-devices.ts";

const setLimit = { form: deviceLimitForm, meta: setUserMaxDevices.meta };

it("limits the devices of a set with a result for each, and brings back what each had", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  const [one, two, same] = [
    await fixture.aUser({ maxDevices: 2 }),
    await fixture.aUser({ status: "inactive" }),
    await fixture.aUser({ maxDevices: 7 }),
  ];
  const above = await fixture.aUser({ permissions: ["tenant:write"] });
  const foreign = await (await fixture.aTenant()).aUser();
  const writer = await fixture.aPerson({ permissions: ["user:write"] });
  const ids = [two.id, owner.id, writer.id, above.id, foreign.id, newId(), same.id, one.id, two.id];
  const results = await changeAs(fixture, writer, setLimit, { ids, input: { maxDevices: 7 } });
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
  expect(results[7]).toEqual({ outcome: "changed", version: "7", before: { maxDevices: 2 } });

  const alone = await fixture.aUser({ maxDevices: 2 });
  await fixture.admin.call.user.setMaxDevices({ id: alone.id, maxDevices: 7 });
  const entriesOf = async (targetId: string) =>
    (await owner.call.audit.list({ targetId })).items.map(({ action, changed, details }) => [action, changed, details]);
  expect(await entriesOf(one.id)).toEqual(await entriesOf(alone.id));
  expect(await entriesOf(same.id)).toEqual([]);

  await owner.call.user.setMaxDevices({ id: writer.id, maxDevices: 9 });
  const back = await changeAs(fixture, writer, setLimit, {
    ids: [one.id, two.id, writer.id],
    input: { maxDevices: null },
    inputOf: new Map([[one.id, { maxDevices: 2 }]]),
    versions: new Map([one.id, two.id, writer.id].map((id) => [id, "7"])),
  });
  expect(outcomesOf(back)).toEqual(["changed", "changed", "left_alone"]);
  const limits = await Promise.all([one, two, writer].map(({ id }) => owner.call.user.get({ id })));
  expect(limits.map(({ maxDevices }) => maxDevices)).toEqual([2, null, 9]);
});
