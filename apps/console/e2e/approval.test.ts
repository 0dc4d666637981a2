import { aPublicKey } from "@portcullis/testing/tenant";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { chooseOption } from "./testing/choose-option.ts";
import { demoProduct } from "./testing/product.ts";

const device = "anas-new-laptop";

it("lets a member's new device in once an administrator has approved it, then gives it away", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const member = await browser.reader();
  await signIn(member.page, demoAccount("member@acme.test"));
  await addLaptop(member.page);
  await member.page.getByRole("link", { name: device }).click();
  await member.page.getByText(/^waiting for approval, added by Ana Castillo/).waitFor();

  const { page, complaints } = await browser.reader();
  await signIn(page);
  await page.goto("/devices");
  const banner = page.getByRole("region", { name: "Devices that wait for approval" });
  const before = await waitingIn(banner.innerText());
  expect(before).toBeGreaterThan(0);
  await banner.getByRole("link").click();
  await expect.poll(() => page.getByRole("row").count()).toBe(before + 1);
  await page.getByRole("button", { name: `Actions for ${device}` }).click();
  await page.getByRole("menuitem", { name: "Approve" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Ana Castillo").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Approve" }).click();
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => page.getByRole("row").count()).toBe(before);

  await member.page.reload();
  // The demo's database alone has no gateway to connect to.
  await member.page.getByText("there is no gateway").waitFor();
  await expectAccessible(member.page);
  expect(await member.page.getByText("Waiting for approval").count()).toBe(0);

  await page.goto(member.page.url());
  await handOver(page, "Priya Raman");
  await changeKey(page);
  await member.page.reload();
  await member.page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  expect(complaints).toEqual([]);
});

/** The number at the beginning of the banner. */
const waitingIn = async (text: Promise<string>) => Number.parseInt(await text, 10);

async function addLaptop(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add device" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(device);
  await chooseOption(dialog.getByLabel("Platform"), "Linux");
  await dialog.getByRole("button", { name: "Add device" }).click();
  await dialog.getByText("It waits for the approval of an administrator").waitFor();
  // The file is here all the same: it is shown only once.
  await dialog.getByRole("region", { name: "Configuration file" }).getByText("PrivateKey").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
}

async function handOver(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${device}` }).click();
  await page.getByRole("menuitem", { name: "Hand over" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill(name);
  await dialog.getByRole("radio", { name }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `Hand over to ${name}` }).click();
  await dialog.getByText("may have it still").waitFor();
  await dialog.getByRole("button", { name: "Change key" }).click();
}

async function changeKey(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: `Change the key of ${device}` });
  await dialog.getByLabel("Paste a public key").check();
  const key = aPublicKey();
  await dialog.getByLabel("Public key", { exact: true }).fill(key);
  await dialog.getByRole("button", { name: "Change key" }).click();
  const done = page.getByRole("dialog", { name: `${device} has a new key` });
  await done.getByRole("button", { name: "Done" }).click();
  await page.getByText(key).waitFor();
}
