import { closeDatabase, openDatabase } from "@portcullis/db/client";
import type { TestDatabase } from "@portcullis/testing/test-database";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible, expectContrast, expectToFit } from "./accessible.ts";

const rowBoxes = (page: Page) => page.getByRole("checkbox", { name: /^Select / });

/** Selects the first rows, from the first to the last with Shift; more than these do not match. @param noun as the bar has it */
export async function selectRange(page: Page, count: number, noun: "people" | "devices"): Promise<void> {
  await expect.poll(() => rowBoxes(page).count()).toBe(count);
  await rowBoxes(page).first().click();
  await rowBoxes(page)
    .last()
    .click({ modifiers: ["Shift"] });
  await page.getByRole("region", { name: "Selection" }).getByText(`${count} ${noun} selected`).waitFor();
  await expectAccessible(page);
}

export async function chooseAction(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: action }).press("Enter");
}

/** The page of the operation follows it to its end without being loaded again. */
export async function finished(page: Page, title: string, sentence: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  await page.getByText(sentence).first().waitFor();
}

/** How many rows of the results' page have this outcome. */
export const resultsOf = (page: Page, outcome: string) =>
  page.getByRole("table", { name: "Results" }).getByRole("cell", { name: outcome, exact: true }).count();

/** What every page whose address has no id in it is tested for, here with whatever is open on it. */
export async function expectReadable(page: Page): Promise<void> {
  const size = page.viewportSize();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await expectToFit(page);
  await page.emulateMedia({ colorScheme: "light" });
  if (size) await page.setViewportSize(size);
}

/** Types the number that the dialog asks for. */
export async function typeNumber(page: Page): Promise<Locator> {
  const field = page.getByLabel(/^Type [\d,]+ to confirm$/);
  const label = await page.getByText(/^Type [\d,]+ to confirm$/).innerText();
  await field.fill(/[\d,]+/.exec(label)?.[0] ?? "");
  return field;
}

/** Previews the deactivation of all people on the first page: more than one may switch off without further ado. */
export async function previewAboveBrake(page: Page): Promise<Locator> {
  await page.goto("/users");
  await page.getByRole("checkbox", { name: "All on this page" }).check();
  await page.getByRole("button", { name: /^Select all \d+ people that match$/ }).waitFor();
  await chooseAction(page, "Deactivate…");
  await page.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate 50 people" });
  await question.getByText(/people would have lost access by you within an hour/).waitFor();
  return question;
}

/** The same, and asks somebody else to approve it. */
export async function askForApproval(page: Page): Promise<void> {
  const question = await previewAboveBrake(page);
  await question.getByRole("button", { name: "Ask somebody else to approve" }).click();
  await page.getByRole("heading", { level: 1, name: "Deactivate 50 people" }).waitFor();
}

/** From the overview to the operation that waits for approval. */
export async function openWaiting(page: Page): Promise<void> {
  await page.getByRole("link", { name: "They start once somebody else approves them" }).click();
  await page.getByRole("link", { name: "Deactivate 50 people" }).click();
  await page.getByRole("heading", { level: 1, name: "Deactivate 50 people" }).waitFor();
}

/** The product's database in the hands of its owner, who sees every tenant. */
export function databaseOf({ ownerUrl }: TestDatabase) {
  const timeouts = { lock: 30_000, statement: 30_000, idleInTransaction: 120_000 };
  const db = openDatabase(ownerUrl, { applicationName: "e2e", max: 2, timeouts });
  return { sql: db.$client, [Symbol.asyncDispose]: () => closeDatabase(db) };
}
