import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible, expectContrast, expectToFit } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

it("deactivates selected people, undoes it, takes a pasted list, and has somebody else approve what is above the brake", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);

  await page.goto("/users?q=agnieszka");
  await selectRange(page, 3);
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
  await expectAccessible(page);
  await fitsAPhoneInTheDark(page);

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

const rowBoxes = (page: Page) => page.getByRole("checkbox", { name: /^Select / });
const resultsOf = (page: Page, outcome: string) =>
  page.getByRole("table", { name: "Results" }).getByRole("cell", { name: outcome, exact: true }).count();

/** Selects the first rows, from the first to the last with Shift; more than these do not match. */
async function selectRange(page: Page, count: number): Promise<void> {
  await expect.poll(() => rowBoxes(page).count()).toBe(count);
  await rowBoxes(page).first().click();
  await rowBoxes(page)
    .last()
    .click({ modifiers: ["Shift"] });
  await page.getByRole("region", { name: "Selection" }).getByText(`${count} people selected`).waitFor();
  await expectAccessible(page);
}

async function chooseAction(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: action }).press("Enter");
}

/** The page of the operation follows it to its end without being loaded again. */
async function finished(page: Page, title: string, sentence: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  await page.getByText(sentence).first().waitFor();
}

/** As every page whose address has no id in it. */
async function fitsAPhoneInTheDark(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await expectToFit(page);
  await page.emulateMedia({ colorScheme: "light" });
  if (size) await page.setViewportSize(size);
}

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
  await page.goto("/users");
  await page.getByRole("checkbox", { name: "All on this page" }).check();
  await page.getByRole("button", { name: /^Select all \d+ people that match$/ }).waitFor();
  await chooseAction(page, "Deactivate…");
  await page.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate 50 people" });
  await question.getByText(/people would have lost access by you within an hour/).waitFor();
  expect(await question.getByRole("button", { name: "Deactivate", exact: true }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  await expectAccessible(page);
  await question.getByRole("button", { name: "Ask somebody else to approve" }).click();
  await page.getByRole("heading", { level: 1, name: "Deactivate 50 people" }).waitFor();
  expect(await page.getByRole("button", { name: "Approve" }).getAttribute("aria-disabled")).toBe("true");
}

/** From the overview to the operation, where the number of whom it takes access from is typed. */
async function approve(page: Page): Promise<void> {
  await page.getByRole("link", { name: "They start once somebody else approves them" }).click();
  await page.getByRole("link", { name: "Deactivate 50 people" }).click();
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

/** Types the number that the dialog asks for. */
async function typeNumber(page: Page): Promise<void> {
  const field = page.getByLabel(/^Type [\d,]+ to confirm$/);
  const label = await page.getByText(/^Type [\d,]+ to confirm$/).innerText();
  await field.fill(/[\d,]+/.exec(label)?.[0] ?? "");
}
