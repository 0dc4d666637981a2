import { stepCode } from "@portcullis/auth/testing/step-code";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { addPasskey, giveAuthenticator, givePassword, setUpApp, signOut } from "./testing/factors.ts";
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

  await givePassword(page, account);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("This code is wrong").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(stepCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/:\d+\/$/);
  await signOut(page);

  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/:\d+\/$/);

  // By the passkey just now: the app goes, the passkey itself would have to be confirmed by another factor.
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Set up" }).waitFor();
  // The browser itself says so of each refusal.
  expect(complaints.filter((text) => !/\b40[0-9]\b/.test(text))).toEqual([]);
});
