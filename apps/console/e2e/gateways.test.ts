import { expect, it } from "vitest";
import { expectAccessible, expectContrast } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { addGateway, reportAs, tokenOf } from "./testing/gateways.ts";
import { demoProduct } from "./testing/product.ts";

it("adds a gateway, hears it report, gives it another token, edits it against a colleague, and removes it", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Gateways" }).click();
  await page.getByRole("heading", { level: 1, name: "Gateways" }).waitFor();

  const command = await addGateway(page, "Hamburg", "ham.acme.test:51821");
  expect(command).toContain(`PORTCULLIS_URL=${running.url} `);
  expect(command).toContain("GATEWAY_PORT=51821 ");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name: "Hamburg" });
  await row.getByText("New", { exact: true }).waitFor();

  // Without a reload: the list asks again by itself.
  await reportAs(running.url, tokenOf(command));
  await row.getByText("Reporting", { exact: true }).waitFor();
  await row.getByText("0.0.0-test").waitFor();

  await choose("Rotate token");
  const dialog = page.getByRole("alertdialog");
  await expectContrast(page);
  await dialog.getByRole("button", { name: "Rotate token" }).click();
  await dialog.getByRole("heading", { name: "New token of Hamburg" }).waitFor();
  const next = (await dialog.getByRole("region", { name: "Command" }).locator("pre").textContent()) ?? "";
  expect(tokenOf(next)).not.toBe(tokenOf(command));
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();

  // Both have the form open; the other one saves first.
  const colleague = await browser.reader();
  await signIn(colleague.page, demoAccount("owner@acme.test"));
  await choose("Edit");
  await colleague.page.goto("/settings/gateways");
  await colleague.page.getByRole("button", { name: "Actions for Hamburg" }).click();
  await colleague.page.getByRole("menuitem", { name: "Edit" }).click();
  await colleague.page.getByLabel("Endpoint").fill("theirs.acme.test:51821");
  await colleague.page.getByRole("button", { name: "Save" }).click();
  await colleague.page.getByText("Hamburg is saved").waitFor();
  await page.getByLabel("Endpoint").fill("mine.acme.test:51821");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").getByText("theirs.acme.test:51821").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Overwrite with mine" }).click();
  await row.getByText("mine.acme.test:51821").waitFor();

  await choose("Remove");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await row.waitFor({ state: "detached" });
  // The browser itself says so of the save that was refused.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);

  async function choose(action: string): Promise<void> {
    await page.getByRole("button", { name: "Actions for Hamburg" }).click();
    await page.getByRole("menuitem", { name: action }).click();
    // It fades, and is no part of the page while a dialog is open; what is looked at next has to be what stays.
    await page.locator("[role=menu]").waitFor({ state: "detached" });
  }
});

it("names the permission to whoever may not see gateways", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const { page } = await browser.reader();
  await signIn(page, demoAccount("member@acme.test"));
  expect(await page.getByRole("link", { name: "Gateways" }).count()).toBe(0);
  await page.goto("/settings/gateways");
  await page.getByText("gateway:read").waitFor();
});
