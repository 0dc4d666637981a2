import { stepCode } from "@portcullis/auth/testing/step-code";
import type { Account } from "@portcullis/testing/sign-in";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openBrowser, signIn } from "./testing/browser.ts";
import { addPasskey, giveAuthenticator, givePassword, setUpApp, signOut } from "./testing/factors.ts";
import { demoProduct } from "./testing/product.ts";

const noa: Account = { tenant: "acme", email: "noa.berg@acme.test", password: "a bicycle beneath the orchard" };

it("invites somebody, who comes in, secures the account, and is given rights that the next click shows", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const admin = await browser.reader();
  await signIn(admin.page);
  const link = await invite(admin.page);

  const guest = await browser.reader();
  const asked: string[] = [];
  guest.page.on("request", (request) => asked.push(request.url()));
  await giveAuthenticator(guest.page, guest.context);
  await guest.page.goto(link);
  await guest.page.getByRole("heading", { name: "Join Acme Industries" }).waitFor();
  await guest.page.getByText("Daniel Okafor invites you.").waitFor();
  expect(guest.page.url()).toBe(`${running.url}/invitation`);
  await guest.page.getByLabel("First name").fill("Noa");
  await guest.page.getByLabel("Password", { exact: true }).fill(noa.password);
  await guest.page.getByRole("button", { name: "Join Acme Industries" }).click();
  await guest.page.waitForURL(/\/devices$/);
  const secret = new URL(link).hash.slice(1);
  expect(asked.filter((url) => url.includes(secret))).toEqual([]);

  const late = await browser.reader();
  await late.page.goto(link);
  await late.page.getByRole("heading", { name: "This invitation is not valid" }).waitFor();

  await secureAccount(guest.page);

  const places = guest.page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Devices" }).waitFor();
  expect(await places.getByRole("link", { name: "Activity" }).count()).toBe(0);
  await addToGroup(admin.page, "Security & Compliance");
  await places.getByRole("link", { name: "Devices" }).click();
  await guest.page.getByRole("button", { name: /^Account:/ }).click();
  await guest.page.getByRole("menuitem", { name: "Account" }).click();
  await places.getByRole("link", { name: "Activity" }).click();
  await guest.page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();

  // The browser itself says so of the first step of a sign-in that asks for a second.
  const complaints = [...admin.complaints, ...guest.complaints].filter((text) => !/\b401\b/.test(text));
  expect(complaints).toEqual([]);
});

/** Answers the link, which is the way where no mail server is set up. */
async function invite(page: Page): Promise<string> {
  await page.goto("/users");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(noa.email);
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await dialog.getByText("No mail server is set up").waitFor();
  const link = await dialog.locator("code").innerText();
  await page.keyboard.press("Escape");
  return link;
}

/** Sets up an app and a passkey, and comes in with the one, then with the other alone. */
async function secureAccount(page: Page): Promise<void> {
  await page.goto("/account/security");
  const secret = await setUpApp(page);
  await addPasskey(page, "Phone");
  await signOut(page);
  await givePassword(page, noa);
  await page.getByLabel("Code", { exact: true }).fill(stepCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/devices$/);
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/devices$/);
}

async function addToGroup(page: Page, group: string): Promise<void> {
  await page.goto(`/users?q=${noa.email}`);
  await page.getByRole("link", { name: /^Noa/ }).click();
  await page
    .getByRole("navigation", { name: "Parts of this user" })
    .getByRole("link", { name: /access|roles/i })
    .click();
  await page.getByRole("button", { name: "Change groups" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: group }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("table", { name: "Groups" }).getByText(group).waitFor();
}
