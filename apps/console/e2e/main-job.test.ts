import { aPublicKey } from "@portcullis/testing/tenant";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { chooseOption } from "./testing/choose-option.ts";
import { demoProduct } from "./testing/product.ts";

const person = { name: "Priya Raman", email: "support@acme.test" };

it("finds a user, switches them off, sees every device fall, brings them back, and deletes them", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const target = await browser.reader();
  await signIn(target.page, demoAccount(person.email));
  const { page, complaints } = await browser.reader();
  await signIn(page);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
  await page.getByRole("heading", { level: 1, name: "Users" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("priya");
  await page.getByRole("link", { name: person.name }).click();
  await page.getByRole("heading", { level: 1, name: person.name }).waitFor();
  const home = new URL(page.url()).pathname;

  const byHand = "printer-room";
  await addAndSwitchOff(page, byHand);

  await page.getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("alertdialog");
  const impact = await dialog.getByText(/loses network access now/).innerText();
  const [, devices = "", sessions = ""] = /(\d+) devices?.* (\d+) sessions? ends?/.exec(impact) ?? [];
  expect(Number(devices)).toBeGreaterThan(0);
  expect(Number(sessions)).toBeGreaterThan(0);
  await dialog.getByLabel("Reason").fill("Left the company");
  await dialog.getByRole("button", { name: "Deactivate" }).click();

  // The numbers come true, without a reload.
  await dialog
    .getByRole("paragraph")
    .filter({ hasText: /^Done in/ })
    .waitFor();
  const outcome = await dialog.innerText();
  expect(outcome).toMatch(new RegExp(`Sessions ended\\s+${sessions}\\s`));
  expect(outcome).toMatch(new RegExp(`Devices switched off\\s+${devices} of ${devices}\\s`));
  await dialog.getByRole("button", { name: "Close" }).click();

  // Who is off is out: the page leaves by itself, and opens no more than the API does.
  await target.page.waitForURL(/\/sign-in/);
  await target.page.goto("/devices");
  await target.page.waitForURL(/\/sign-in/);
  expect((await target.context.request.get("/api/trpc/account.me?wire=2")).status()).toBe(401);

  // The overview shows the same after a reload, and the devices are off in the record.
  await page.goto(home);
  await page.reload();
  await page
    .getByRole("paragraph")
    .filter({ hasText: /^Done in/ })
    .waitFor();
  await page.goto(`${home}/devices`);
  await page.getByRole("row", { name: byHand }).waitFor();
  const deactivated = page.getByRole("cell").getByText("Deactivated", { exact: true });
  await expect.poll(() => page.getByRole("row").count()).toBe(Number(devices) + 2);
  await expect.poll(() => deactivated.count()).toBe(Number(devices) + 1);

  await page.getByRole("button", { name: "Reactivate" }).click();
  await page.getByText(/comes? back; 1 other device stays as it is/).waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "Reactivate" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("paragraph")
    .filter({ hasText: /^Done in/ })
    .waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => deactivated.count()).toBe(1);
  await page.getByRole("row", { name: byHand }).getByText("Deactivated", { exact: true }).waitFor();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const last = page.getByRole("alertdialog");
  const remove = last.getByRole("button", { name: "Delete" });
  expect(await remove.getAttribute("aria-disabled")).toBe("true");
  await last.getByLabel(/^Type/).fill(person.email);
  await remove.click();
  await page.waitForURL(/\/changes\//);
  await page
    .getByRole("paragraph")
    .filter({ hasText: /^Done in/ })
    .waitFor();

  await page.goto("/users?q=priya");
  await page.getByText("Nobody matches").waitFor();
  await page.goto(`/users?q=${person.email}`);
  await page.getByText("Nobody matches").waitFor();
  expect(complaints).toEqual([]);
  expect((await page.goto(home))?.status()).toBe(404);
  await page.getByText("There is nothing at this address").waitFor();
});

/** Registers a device by a public key, then switches it off. */
async function addAndSwitchOff(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Parts of this user" }).getByRole("link", { name: "Devices" }).click();
  await page.getByRole("button", { name: "Add device" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(name);
  await chooseOption(form.getByLabel("Platform"), "Linux");
  await form.getByLabel("Paste a public key").check();
  await form.getByLabel("Public key", { exact: true }).fill(aPublicKey());
  await form.getByRole("button", { name: "Add device" }).click();
  await form.getByText(`${name} is added`).first().waitFor();
  await form.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("row", { name }).getByText("Deactivated", { exact: true }).waitFor();
}
