import { apiOf } from "@portcullis/system-tests/network/api";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

it("says in one line why somebody may not connect, and keeps what two editors changed", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const admin = await apiOf(running.url, demoAccount("admin@acme.test"));
  const people = await admin.user.list.query({ status: ["active"], search: "acme.test", limit: 60 });
  const person = people.items.find(
    ({ isOwner, roles, deviceCounts }) =>
      !isOwner && deviceCounts.total > 0 && roles.every(({ name }) => name === "Member"),
  );
  const id = person?.id ?? "";
  const { page, complaints } = await browser.reader();
  const colleague = await browser.reader();
  await signIn(page);
  await signIn(colleague.page, demoAccount("owner@acme.test"));

  // Nobody can connect without a gateway, whatever else is right.
  await page.goto("/");
  await page.getByText("Nobody can connect").waitFor();
  await page.goto(`/users/${id}`);
  const access = page.getByRole("region", { name: "Network access" });
  await access.getByText("there is no gateway").waitFor();

  // One changes the first name, the other the last name: both are kept.
  for (const reader of [page, colleague.page]) {
    await reader.goto(`/users/${id}`);
    await edit(reader);
  }
  await colleague.page.getByLabel("First name").fill("Miriam");
  await colleague.page.getByRole("button", { name: "Save" }).click();
  await colleague.page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Last name").fill("Schulz");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await admin.user.get.query({ id })).toMatchObject({ firstName: "Miriam", lastName: "Schulz" });

  // Both change the first name: that alone is a conflict, and the other's last name stays.
  for (const reader of [page, colleague.page]) {
    await reader.reload();
    await edit(reader);
  }
  await colleague.page.getByLabel("First name").fill("Mia");
  await colleague.page.getByLabel("Last name").fill("Weber");
  await colleague.page.getByRole("button", { name: "Save" }).click();
  await colleague.page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByLabel("First name").fill("Maria");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("First name: theirs “Mia”, yours “Maria”").waitFor();
  expect(await page.getByText(/Last name: theirs/).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Overwrite with mine" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await admin.user.get.query({ id })).toMatchObject({ firstName: "Maria", lastName: "Weber" });

  await admin.user.deactivate.mutate({ id, reason: "left the company" });
  await page.goto(`/users/${id}`);
  await access.getByText(/^deactivated by .+, \d+ \w+, left the company$/).waitFor();
  await expectAccessible(page);
  // The browser itself says so of the saves that were refused.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
});

async function edit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Edit profile" }).click();
  await page.getByRole("dialog").waitFor();
}
