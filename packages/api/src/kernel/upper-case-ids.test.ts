import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const upper = (id: string) => id.toUpperCase();

it("takes an id in upper case in changes as in reads", async () => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const { call } = fixture.admin;
  expect(await call.user.get({ id: upper(user.id) })).toMatchObject({ id: user.id });
  expect(await call.user.update({ id: upper(user.id), firstName: "Ada" })).toMatchObject({ firstName: "Ada" });
  expect(await call.device.rename({ id: upper(laptop.id), name: "renamed" })).toMatchObject({ name: "renamed" });
  const { cascade } = await call.user.deactivate({ id: upper(user.id) });
  expect(await call.cascade.get({ id: upper(cascade?.id ?? "") })).toMatchObject({ userId: user.id });
  expect(await call.user.reactivate({ id: upper(user.id) })).toMatchObject({ id: user.id, status: "active" });
});

it("knows oneself and the owner by it", async () => {
  await using fixture = await openFixture();
  const { call, id } = fixture.admin;
  expect(await refusalOf(call.user.deactivate({ id: upper(id) }))).toMatchObject({ reason: "self_protected" });
  expect(await refusalOf(call.user.delete({ id: upper(fixture.owner.id) }))).toMatchObject({
    reason: "owner_protected",
  });
});
