import { stepCode } from "@portcullis/auth/testing/step-code";
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

const account = demoAccount("support@acme.test");

it("sets up an app and a passkey, signs in with the one after the password, and by the other alone", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const { page, context, complaints } = await browser.reader();
  await giveAuthenticator(page, context);
  await signIn(page, account);
  await page.goto("/account/security");

  const secret = await setUpApp(page);
  await addPasskey(page, "Work laptop");
  await signOut(page);

  await giveEverything(page);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("This code is not right").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(stepCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/users$/);
  await signOut(page);

  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/users$/);

  // By the passkey just now: the app goes, the passkey itself would have to be confirmed by another factor.
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Set up" }).waitFor();
  // The browser itself says so of each refusal.
  expect(complaints.filter((text) => !/\b40[0-9]\b/.test(text))).toEqual([]);
});

/** A security key that is always at hand and always recognises its holder. */
async function giveAuthenticator(page: Page, context: BrowserContext): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Answers the secret, in base32. */
async function setUpApp(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  const secret = (await dialog.locator("code").innerText()).replaceAll(" ", "");
  // Of the step before: the present one is for signing in.
  await dialog.getByLabel("Code", { exact: true }).fill(stepCode(secret, -1));
  await dialog.getByRole("button", { name: "Set up" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  return secret;
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: `Actions for ${name}` }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
}

/** Tenant, e-mail and the right password, which lead to the second step. */
async function giveEverything(page: Page): Promise<void> {
  await page.getByLabel("Tenant").fill(account.tenant);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code", { exact: true }).waitFor();
}
