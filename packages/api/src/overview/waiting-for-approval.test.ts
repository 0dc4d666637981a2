import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";

it("counts the bulk operations that wait for approval, of this tenant alone", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { call } = fixture.owner;
  const user = await fixture.aUser();
  const preview = () => call.bulk.preview({ action: { verb: "user.deactivate" }, of: { by: "ids", ids: [user.id] } });
  await preview();
  await call.bulk.start({ id: (await preview()).operation.id, ask: true });
  expect(await call.overview.get()).toMatchObject({ attention: { waitingForApproval: 1 } });
  expect(await other.owner.call.overview.get()).toMatchObject({ attention: { waitingForApproval: 0 } });
});
