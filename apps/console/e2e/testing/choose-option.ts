import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Takes an option by the keyboard: a click is not taken for a moment after the list has opened. */
export async function chooseOption(control: Locator, name: string): Promise<void> {
  await control.click();
  await control.page().getByRole("option", { name, exact: true }).press("Enter");
  await expect.poll(() => control.innerText()).toBe(name);
}
