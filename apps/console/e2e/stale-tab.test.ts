import { seedDemo } from "@portcullis/demo/seed-demo";
import { wireHeader } from "@portcullis/domain/wire";
import { testDatabase } from "@portcullis/testing/test-database";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { openBrowser, signIn } from "./testing/browser.ts";
import { product } from "./testing/product.ts";

/** Lets a page speak as one of another version does, and counts how often it is loaded. */
async function speakAnotherWire(page: Page) {
  let loads = 0;
  page.on("load", () => loads++);
  const calls = "**/api/trpc/**";
  await page.route(calls, (route) => route.continue({ headers: { ...route.request().headers(), [wireHeader]: "1" } }));
  return { loads: () => loads, end: () => page.unroute(calls) };
}

/** The page's script has put in what is stored, and takes what is typed from now on. */
const filled = (field: Locator) => expect.poll(() => field.inputValue()).not.toBe("");

it("loads a page of another version again, once, and keeps what was typed and what others saved meanwhile", async () => {
  await using database = await testDatabase();
  await seedDemo(database);
  await using running = await product(database);
  await using browser = await openBrowser(running.url);
  const { page, context } = await browser.reader();
  await signIn(page);
  await page.goto("/account");
  const name = page.getByLabel("First name");
  await filled(name);
  await name.fill("Octavia");

  // Somebody saves the other name from another tab.
  const other = await context.newPage();
  await other.goto("/account");
  await filled(other.getByLabel("Last name"));
  await other.getByLabel("Last name").fill("Hill");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("Your profile is saved").waitFor();

  const old = await speakAnotherWire(page);
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Save" }).click();
  await reloaded;
  await page.getByText("The console was upgraded, so this page was loaded again.").waitFor();
  await expect.poll(() => name.inputValue()).toBe("Octavia");

  // Refused once more it stays, and says why.
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("form").getByText("This page is of another version than the console. Reload it.").waitFor();
  expect(await name.inputValue()).toBe("Octavia");
  expect(old.loads()).toBe(1);

  await old.end();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your profile is saved").waitFor();
  await page.reload();
  const names = async () => [await name.inputValue(), await page.getByLabel("Last name").inputValue()];
  await expect.poll(names).toEqual(["Octavia", "Hill"]);
});
