import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Everything that axe looks at, on the page as it stands, with whatever is open on it. */
export const expectAccessible = (page: Page) => expectNoViolation(page, new AxeBuilder({ page }));

/** The same, in one part of the page. */
export const expectAccessiblePart = (page: Page, selector: string) =>
  expectNoViolation(page, new AxeBuilder({ page }).include(selector));

/** The contrasts alone: all that differs from one theme to the other. */
export const expectContrast = (page: Page) =>
  expectNoViolation(page, new AxeBuilder({ page }).withRules("color-contrast"));

/** Nothing stands beyond the side of the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** A table's rows are of one kind: ten of them tell as much as fifty, in a fifth of the time. */
const rowsAlike = "tbody tr:nth-child(n + 11)";

async function expectNoViolation(page: Page, axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.exclude(rowsAlike).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
  expect(found, page.url()).toEqual([]);
}
