import { it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

it("takes whoever is deactivated to the sign-in within five seconds, without a click of theirs", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const target = await browser.reader();
  await signIn(target.page, demoAccount("support@acme.test"));
  await target.page.goto("/users");
  await target.page.getByRole("table", { name: "Users" }).waitFor();
  const { page } = await browser.reader();
  await signIn(page);

  await page.goto("/users?q=priya");
  await page.getByRole("link", { name: "Priya Raman" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await page
    .getByRole("alertdialog")
    .getByText(/loses network access/)
    .waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("button", { name: "Close" }).waitFor();

  await target.page.waitForURL(/\/sign-in\?callbackUrl=%2Fusers/, { timeout: 5000 });
});
