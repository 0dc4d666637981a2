import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import {
  chooseAction,
  expectReadable,
  finished,
  openWaiting,
  previewAboveBrake,
  resultsOf,
  selectRange,
  typeNumber,
} from "./testing/bulk.ts";
import { demoProduct } from "./testing/product.ts";

it("deactivates selected people, undoes it, takes a pasted list, and has somebody else approve what is above the brake", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);

  await page.goto("/users?q=agnieszka");
  await selectRange(page, 3, "people");
  await chooseAction(page, "Deactivate…");
  await page.getByLabel("Reason").fill("The contract ended");
  await page.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate 3 people" });
  await question.waitFor();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Deactivate", exact: true }).click();
  await finished(page, "Deactivate 3 people", "3 of 3 were changed.");
  await page.getByText("The contract ended").waitFor();
  await expect.poll(() => resultsOf(page, "Changed")).toBe(3);
  await expectReadable(page);

  await page.getByRole("button", { name: "Undo" }).click();
  const undo = page.getByRole("alertdialog", { name: "Reactivate 3 people (undo)" });
  await undo.getByRole("button", { name: "Reactivate", exact: true }).click();
  await finished(page, "Reactivate 3 people (undo)", "3 of 3 were changed.");
  await page.getByRole("link", { name: "another bulk operation" }).click();
  await page.getByText("Undone by").waitFor();
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);

  await pasteList(page);
  await askForApproval(page);
  const owner = await browser.reader();
  await signIn(owner.page, demoAccount("owner@acme.test"));
  await approve(owner.page);
  await finished(page, "Deactivate 50 people", "46 of 50 were changed.");
  await page.getByRole("link", { name: "Was so already 4" }).click();
  await expect.poll(() => resultsOf(page, "Was so already")).toBe(4);

  await meetBrake(page);
  expect([...complaints, ...owner.complaints].filter((text) => !text.includes("429"))).toEqual([]);
});

/** A line that names nobody has to be left out knowingly. */
async function pasteList(page: Page): Promise<void> {
  await page.goto("/users");
  await page.getByRole("button", { name: "Paste a list" }).click();
  await page.getByLabel("E-mails or ids").fill("member@acme.test\n\nnobody@acme.test; support@acme.test");
  await page.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate 2 people" });
  await question.getByText("Line 3: “nobody@acme.test” matches nobody").waitFor();
  const act = question.getByRole("button", { name: "Deactivate", exact: true });
  expect(await act.getAttribute("aria-disabled")).toBe("true");
  await expectAccessible(page);
  await question.getByLabel("Leave 1 line out").check();
  await act.click();
  await finished(page, "Deactivate 2 people", "2 of 2 were changed.");
}

async function askForApproval(page: Page): Promise<void> {
  const question = await previewAboveBrake(page);
  expect(await question.getByRole("button", { name: "Deactivate", exact: true }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  await expectAccessible(page);
  await question.getByRole("button", { name: "Ask somebody else to approve" }).click();
  await page.getByRole("heading", { level: 1, name: "Deactivate 50 people" }).waitFor();
  expect(await page.getByRole("button", { name: "Approve" }).getAttribute("aria-disabled")).toBe("true");
}

/** The number of whom it takes access from is typed here too. */
async function approve(page: Page): Promise<void> {
  await openWaiting(page);
  await page.getByRole("button", { name: "Approve" }).click();
  const question = page.getByRole("alertdialog");
  await typeNumber(page);
  await question.getByRole("button", { name: "Approve" }).click();
  await question.waitFor({ state: "hidden" });
}

/** A single deactivation counts together with those before it. */
async function meetBrake(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByLabel("Deactivations and deletions per hour").fill("1");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Settings saved").waitFor();
  await page.goto("/users?status=active&direction=desc");
  await page.getByRole("table", { name: "Users" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  const question = page.getByRole("alertdialog");
  const act = question.getByRole("button", { name: "Deactivate", exact: true });
  await act.click();
  await question.getByText(/more than 1 need a confirmation/).waitFor();
  expect(await act.getAttribute("aria-disabled")).toBe("true");
  await typeNumber(page);
  await act.click();
  await question.getByText("Deactivation committed").waitFor();
}
