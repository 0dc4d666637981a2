import { apiOf } from "@portcullis/system-tests/network/api";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { chooseOption } from "./testing/choose-option.ts";
import { demoProduct } from "./testing/product.ts";

it("shows the rows of a list before they are counted, the total of nothing else, and asks for none where a page has all", async () => {
  await using running = await demoProduct();
  const api = await apiOf(running.url, demoAccount("owner@acme.test"));
  const textOf = async (filter: Parameters<typeof api.user.count.query>[0]) =>
    `50 of ${(await api.user.count.query(filter)).count} users`;
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  const counted = Promise.withResolvers<void>();
  let asked = 0;
  await page.route(/user\.count/, async (route) => {
    asked++;
    await counted.promise;
    await route.continue();
  });
  // The first page comes with its total from the server.
  await page.goto("/users");
  const total = page.getByRole("navigation", { name: "Pages" }).locator("p");
  expect(await total.innerText()).toBe(await textOf({}));

  await chooseOption(page.getByRole("combobox", { name: "Status" }), "Active");
  const others = page.getByRole("table").getByText("Deactivated", { exact: true });
  await expect.poll(() => others.count()).toBe(0);
  expect([await page.locator("tbody tr").count(), await total.innerText()]).toEqual([50, "50 of …"]);
  counted.resolve();
  await expect.poll(() => total.innerText()).toBe(await textOf({ status: ["active"] }));

  await page.getByRole("searchbox").fill("member@acme.test");
  await expect.poll(() => total.innerText()).toBe("1 user");
  const before = asked;
  await page.getByRole("searchbox").fill("support@acme.test");
  await page.getByRole("table").getByText("support@acme.test").waitFor();
  await expect.poll(() => total.innerText()).toBe("1 user");
  expect(asked).toBe(before);
  expect(complaints).toEqual([]);
});
