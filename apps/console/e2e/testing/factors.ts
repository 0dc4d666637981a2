import { stepCode } from "@portcullis/auth/testing/step-code";
import type { Account } from "@portcullis/testing/sign-in";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** A security key that is always at hand and always recognises its holder. */
export async function giveAuthenticator(page: Page, context: BrowserContext): Promise<void> {
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
export async function setUpApp(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  const secret = (await dialog.locator("code").innerText()).replaceAll(" ", "");
  // Of the step before: the present one is for signing in.
  await dialog.getByLabel("Code", { exact: true }).fill(stepCode(secret, -1));
  await dialog.getByRole("button", { name: "Set up" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  await page.getByRole("button", { name: "I have saved them" }).click();
  return secret;
}

export async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: `Actions for ${name}` }).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  // The page may be on its way there twice: by the menu, and because nobody is signed in any more.
  await page.getByLabel("Tenant").waitFor();
}

/** Tenant, e-mail and the right password, which lead to the second step. */
export async function givePassword(page: Page, account: Account): Promise<void> {
  await page.getByLabel("Tenant").fill(account.tenant);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code", { exact: true }).waitFor();
}
