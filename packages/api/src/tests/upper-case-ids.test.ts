import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld } from "../testing/world.ts";

const upper = (id: string) => id.toUpperCase();

it("takes an id in upper case in changes as in reads", async () => {
  await using world = await testWorld();
  const { user, laptop } = await world.aUserWithDevices();
  const { call } = world.admin;
  expect(await call.user.get({ id: upper(user.id) })).toMatchObject({ id: user.id });
  expect(await call.user.update({ id: upper(user.id), firstName: "Ada" })).toMatchObject({ firstName: "Ada" });
  expect(await call.device.rename({ id: upper(laptop.id), name: "renamed" })).toMatchObject({ name: "renamed" });
  const { cascade } = await call.user.deactivate({ id: upper(user.id) });
  expect(await call.cascade.get({ id: upper(cascade?.id ?? "") })).toMatchObject({ userId: user.id });
  expect(await call.user.reactivate({ id: upper(user.id) })).toMatchObject({ id: user.id, status: "active" });
});

it("knows oneself and the owner by it", async () => {
  await using world = await testWorld();
  const { call, id } = world.admin;
  expect(await refusalOf(call.user.deactivate({ id: upper(id) }))).toMatchObject({ reason: "self_protected" });
  expect(await refusalOf(call.user.delete({ id: upper(world.owner.id) }))).toMatchObject({ reason: "owner_protected" });
});
