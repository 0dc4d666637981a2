import { expect, it } from "vitest";
import { openBrowser, signIn } from "../testing/browser.ts";
import { openOffice } from "./testing/office.ts";

/** Longer than the silence that is shown, and than the time that the closing gateway bears. */
const patient = { timeout: 120_000, interval: 1_000 };

it("says Done nowhere while a killed agent has confirmed nothing, under either setting, and its time over", async () => {
  await using office = await openOffice();
  const { owner, product } = office;
  const [keeping, closing] = [
    await office.gateway("Keeping", { unreachable: "keep", graceSeconds: 30 }),
    await office.gateway("Closing", { unreachable: "fail_closed", graceSeconds: 30 }),
  ];
  const member = await office.signIn("member@acme.test");
  const me = await member.account.me.query();
  const laptop = await keeping.enrol(member, "laptop");
  await Promise.all([keeping.crash(), closing.crash()]);
  const id = (await owner.user.deactivate.mutate({ id: me.id })).cascade?.id ?? "";

  const receipt = () => owner.cascade.get.query({ id });
  const gateways = expect.arrayContaining([
    expect.objectContaining({ id: keeping.id, state: "keeps_everybody" }),
    expect.objectContaining({ id: closing.id, state: "should_have_closed" }),
  ]) as object;
  await expect.poll(receipt, patient).toMatchObject({ status: "done", state: "unconfirmed", gateways });
  // It is true: the interface still has the key, whatever the setting.
  expect(await keeping.keys()).toContain(laptop.publicKey);
  expect((await owner.overview.get.query()).cascades.unconfirmed.count).toBeGreaterThan(0);
  expect(await owner.user.get.query({ id: me.id })).toMatchObject({
    cascade: { state: "unconfirmed", elapsedMs: null },
  });

  await using browser = await openBrowser(product.url);
  const { page } = await browser.reader();
  await signIn(page);
  for (const path of [`/changes/${id}`, `/users/${me.id}`]) {
    await page.goto(path);
    await page
      .getByText(/^Ended, not confirmed by/)
      .first()
      .waitFor();
    expect(
      await page
        .getByRole("main")
        .getByText(/\bDone\b/)
        .count(),
    ).toBe(0);
  }

  keeping.restart();
  closing.restart();
  await expect.poll(receipt, patient).toMatchObject({ state: "done" });
  expect(await keeping.keys()).not.toContain(laptop.publicKey);
});
