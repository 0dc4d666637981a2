import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { openBrowser, signIn } from "./testing/browser.ts";
import { chooseAction, databaseOf, expectReadable, finished, resultsOf, selectRange } from "./testing/bulk.ts";
import { chooseOption } from "./testing/choose-option.ts";
import { demoProduct, type Product } from "./testing/product.ts";

it("deactivates selected devices, undoes it, approves those that wait, and takes a pasted list", async () => {
  await using running = await demoProduct();
  await using owner = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);

  await page.goto("/devices?q=katharina");
  await selectRange(page, 4, "devices");
  const deactivation = "Deactivate 4 devices as an administrator";
  await preview(page, "Deactivate…", "Lost on the train");
  const question = page.getByRole("alertdialog", { name: deactivation });
  await question.getByText("3 devices lose network access now").waitFor();
  await expectReadable(page);
  await question.getByRole("button", { name: "Deactivate", exact: true }).click();
  await finished(page, deactivation, "3 of 4 were changed.");
  await expect.poll(() => resultsOf(page, "Changed")).toBe(3);
  expect(await resultsOf(page, "Was so already")).toBe(1);
  await page.getByText("Lost on the train").waitFor();
  await expectReadable(page);
  await undo(page);

  await approveWaiting(page);
  await pasteList(
    page,
    await owner.sql`
    select d.name, d.public_key as key, d.hardware_id as hardware from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    where u.email in ('member@acme.test', 'owner@acme.test') order by u.email, d.name`,
  );
  expect(complaints).toEqual([]);
});

it("cancels what is under way: what is changed stays changed, and the rest stays as it is", async () => {
  await using running = await demoProduct();
  await using owner = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);

  await page.goto("/devices?platform=android");
  await page.getByRole("checkbox", { name: "All on this page" }).check();
  await page.getByRole("region", { name: "Selection" }).getByText("50 devices selected").waitFor();
  await preview(page, "Deactivate…");
  const title = "Deactivate 50 devices as an administrator";
  const question = page.getByRole("alertdialog", { name: title });
  await question.waitFor();
  await stopInTheMiddle(running, owner, () => start(page, question));

  await page.getByText("Under way. It goes on when you leave this page.").waitFor();
  await expectReadable(page);
  await page.getByRole("button", { name: "Cancel the rest" }).click();
  const cancel = page.getByRole("alertdialog", { name: `Cancel the rest: ${title}` });
  await cancel.getByText("25 that have not had their turn stay as they are. What is changed stays changed.").waitFor();
  await expectReadable(page);
  await cancel.getByRole("button", { name: "Cancel the rest" }).click();
  await cancel.waitFor({ state: "hidden" });
  await finished(page, title, "Cancelled: 25 of 50 were changed before.");
  const results = async () => [await resultsOf(page, "Changed"), await resultsOf(page, "Cancelled")];
  await expect.poll(results).toEqual([25, 25]);
  await page.getByRole("link", { name: "Cancelled 25" }).click();
  await expect.poll(results).toEqual([0, 25]);
  await expectReadable(page);
  expect(await page.getByRole("button", { name: "Cancel the rest" }).count()).toBe(0);
  await page.getByRole("button", { name: "Undo" }).waitFor();
  expect(
    await owner.sql`
    select m.outcome, count(*)::int as total, count(*) filter (where d.cause = 'admin')::int as off from bulk_members m
    join devices d on d.tenant_id = m.tenant_id and d.id = m.member_id group by m.outcome order by m.outcome`,
  ).toEqual([
    { outcome: "cancelled", total: 25, off: 0 },
    { outcome: "changed", total: 25, off: 25 },
  ]);
  expect(complaints).toEqual([]);
});

/** Has what is selected previewed. */
async function preview(page: Page, action: string, reason?: string): Promise<void> {
  await chooseAction(page, action);
  if (reason) await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: "Preview" }).click();
}

async function start(page: Page, question: Locator): Promise<void> {
  await question.getByRole("button", { name: "Deactivate", exact: true }).click();
  await page.getByText("25 of 50", { exact: true }).waitFor();
}

/** Holds the first device of the second batch until the first one is done, and kills the worker that waits for it. */
async function stopInTheMiddle(
  { worker }: Product,
  { sql }: ReturnType<typeof databaseOf>,
  untilFirstBatchIsDone: () => Promise<void>,
): Promise<void> {
  await sql.begin(async (held) => {
    await held`select from devices where id = (select member_id from bulk_members order by member_id offset 25 limit 1) for update`;
    await untilFirstBatchIsDone();
    worker.signal("SIGKILL");
    await worker.ended;
  });
}

async function undo(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Undo" }).click();
  const title = "Reactivate 3 devices for their users (undo)";
  const question = page.getByRole("alertdialog", { name: title });
  await question.waitFor();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Reactivate", exact: true }).click();
  await finished(page, title, "3 of 3 were changed.");
  await page.goto("/devices?q=katharina");
  await page.getByRole("row", { name: "katharina-iphone14" }).waitFor();
  // The one that was off before stays so.
  const off = page.getByRole("cell").getByText("Deactivated", { exact: true });
  await expect.poll(() => off.count()).toBe(1);
}

async function approveWaiting(page: Page): Promise<void> {
  await page.goto("/devices?waiting=true");
  await selectRange(page, 3, "devices");
  await chooseAction(page, "Approve…");
  const question = page.getByRole("alertdialog", { name: "Approve 3 devices" });
  await question.getByText("3 devices may connect from now on.").waitFor();
  await expectReadable(page);
  await question.getByRole("button", { name: "Approve", exact: true }).click();
  await finished(page, "Approve 3 devices", "3 of 3 were changed.");
  await page.goto("/devices?waiting=true");
  await page.getByRole("heading", { name: "No device matches" }).waitFor();
  expect(await page.getByRole("region", { name: "Devices that wait for approval" }).count()).toBe(0);
}

interface Named {
  readonly name: string;
  readonly key: string;
  readonly hardware: string;
}

/** By keys and by hardware ids; of the owner's device nobody else disposes in bulk, and one line matches none. */
async function pasteList(page: Page, [first, second, owners]: readonly Named[]): Promise<void> {
  await page.goto("/devices");
  await page.getByRole("button", { name: "Paste a list" }).click();
  const dialog = page.getByRole("dialog", { name: "Act on a list of devices" });
  const list = dialog.getByLabel("Ids, public keys or hardware ids");
  await list.fill(`${first?.key}\n${second?.hardware}\n\n${owners?.key}\nNO-SUCH-DEVICE\n${second?.key}`);
  await chooseOption(dialog.getByLabel("Action"), "Deactivate");
  await expectReadable(page);
  await dialog.getByRole("button", { name: "Preview" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate 3 devices as an administrator" });
  await question.getByText("Line 5: “NO-SUCH-DEVICE” matches no device").waitFor();
  await question.getByText(`Line 6: “${second?.key}” is in the list twice`).waitFor();
  const act = question.getByRole("button", { name: "Deactivate", exact: true });
  expect(await act.getAttribute("aria-disabled")).toBe("true");
  await expectReadable(page);

  await question.getByRole("button", { name: "Edit the list" }).click();
  expect(await list.inputValue()).toContain("NO-SUCH-DEVICE");
  await list.fill(`${first?.key}\n${second?.hardware}\n${owners?.key}\nNO-SUCH-DEVICE`);
  await dialog.getByRole("button", { name: "Preview" }).click();
  await question.getByLabel("Leave 1 line out").check();
  await act.click();
  await finished(page, "Deactivate 3 devices as an administrator", "2 of 3 were changed.");
  const refused = page.getByRole("row").filter({ hasText: owners?.name ?? "" });
  await refused.getByText("Refused", { exact: true }).waitFor();
  await refused.getByText(/^This belongs to the tenant's owner/).waitFor();
  await expectReadable(page);
}
