import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { askForApproval, databaseOf, expectReadable, finished, openWaiting, resultsOf } from "./testing/bulk.ts";
import { demoProduct } from "./testing/product.ts";

const fifty = "Deactivate 50 people";

it("ends what waits for approval: declined by somebody else, withdrawn by whoever asked, or open for too long", async () => {
  await using running = await demoProduct();
  await using database = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  await askForApproval(page);
  await finished(page, fifty, "Nothing is changed before somebody else approves it.");
  await expectReadable(page);

  const owner = await browser.reader();
  await signIn(owner.page, demoAccount("owner@acme.test"));
  await openWaiting(owner.page);
  await owner.page.getByRole("button", { name: "Decline" }).click();
  const decline = owner.page.getByRole("alertdialog", { name: `Decline: ${fifty}` });
  await decline.getByText("It ends without having changed anything. Daniel Okafor asked for it.").waitFor();
  await expectReadable(owner.page);
  await decline.getByRole("button", { name: "Decline" }).click();
  await decline.waitFor({ state: "hidden" });

  // The page of whoever asked shows it without being loaded again.
  await finished(page, fifty, "Declined. Nothing was changed.");
  await expect.poll(() => resultsOf(page, "Cancelled")).toBe(50);
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  await expectReadable(page);

  await askForApproval(page);
  await page.getByRole("button", { name: "Withdraw" }).click();
  const withdraw = page.getByRole("alertdialog", { name: `Withdraw: ${fifty}` });
  await withdraw.getByText("It ends without having changed anything.").waitFor();
  await expectReadable(page);
  await withdraw.getByRole("button", { name: "Withdraw" }).click();
  await withdraw.waitFor({ state: "hidden" });
  await finished(page, fifty, "Withdrawn by whoever asked for it. Nothing was changed.");
  await expect.poll(() => resultsOf(page, "Cancelled")).toBe(50);
  await expectReadable(page);

  await askForApproval(page);
  await database.sql`update bulk_operations set expires_at = now() - interval '1 second' where status = 'waiting'`;
  await finished(page, fifty, "Nobody else approved it in time. Nothing was changed.");
  expect([...complaints, ...owner.complaints]).toEqual([]);
});
