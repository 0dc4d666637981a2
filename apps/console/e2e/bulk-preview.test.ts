import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openBrowser, signIn } from "./testing/browser.ts";
import { chooseAction, databaseOf, expectReadable, finished, selectRange } from "./testing/bulk.ts";
import { demoProduct } from "./testing/product.ts";

const three = "Deactivate 3 people";

it("says that an open preview has expired, changes nothing, and offers a new one", async () => {
  await using running = await demoProduct();
  await using owner = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  await page.goto("/users?q=agnieszka");
  await selectRange(page, 3, "people");
  await chooseAction(page, "Deactivate…");
  await page.getByLabel("Reason").fill("The contract ended");
  await page.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: three });
  const act = question.getByRole("button", { name: "Deactivate", exact: true });
  await act.waitFor();
  const previews = async () => (await owner.sql`select from bulk_operations where status = 'preview'`).length;

  // Once with the preview that is over, and once after the worker has removed it.
  running.worker.signal("SIGSTOP");
  await expirePreviews(owner);
  await act.click();
  await expectOver(page);
  expect(await previews()).toBe(1);
  await question.getByRole("button", { name: "Preview again" }).click();
  await act.waitFor();
  running.worker.signal("SIGCONT");
  await expirePreviews(owner);
  await expect.poll(previews).toBe(0);
  await act.click();
  await expectOver(page);
  expect(await owner.sql`select from cascades where bulk_id is not null`).toHaveLength(0);

  await question.getByRole("button", { name: "Preview again" }).click();
  await act.click();
  await finished(page, three, "3 of 3 were changed.");
  await page.getByText("The contract ended").waitFor();
  // The browser itself says so of each refusal.
  expect(complaints.filter((text) => !/\b40[49]\b/.test(text))).toEqual([]);
});

/** What `expires_at` comes to by itself after fifteen minutes. */
const expirePreviews = ({ sql }: ReturnType<typeof databaseOf>) =>
  sql`update bulk_operations set expires_at = now() - interval '1 second' where status = 'preview'`;

async function expectOver(page: Page): Promise<void> {
  await page.getByText("This preview has expired or something has changed since.").waitFor();
  expect(await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate", exact: true }).count()).toBe(0);
  await expectReadable(page);
}
