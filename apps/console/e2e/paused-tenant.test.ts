import { listTenants } from "@portcullis/api/tenant/operator";
import { pauseRestored } from "@portcullis/api/tenant/pause-restored";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { tenantId } from "@portcullis/domain/ids";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn, submitSignIn } from "./testing/browser.ts";
import { product } from "./testing/product.ts";

/** The built product on demo data that a restore has brought here, as the operator's command leaves it. */
async function restoredProduct() {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await testDatabase());
  await seedDemo(database);
  const db = openDatabase(database.ownerUrl, { applicationName: "test operator", max: 1 });
  for (const { id } of await listTenants(db)) {
    await pauseRestored({ db, principal: { kind: "operator", tenantId: tenantId(id) } });
  }
  await closeDatabase(db);
  const running = starting.use(await product(database));
  const stack = starting.move();
  return { url: running.url, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it("keeps everybody but the owner out of a restored tenant, until the owner has read what to look at and releases it", async () => {
  await using restored = await restoredProduct();
  await using browser = await openBrowser(restored.url);
  const other = await browser.reader();
  await submitSignIn(other.page, demoAccount("admin@acme.test"));
  await other.page.getByText("nobody but the owner of your organisation can sign in").waitFor();

  const { page, complaints } = await browser.reader();
  await signIn(page, demoAccount("owner@acme.test"));
  const banner = page.getByRole("region", { name: "Restored backup" });
  await banner.getByText("nobody but you can sign in, and no device connects").waitFor();
  await page.goto("/devices");
  await banner.getByText("Its newest entry is of").waitFor();
  await expectAccessible(page);
  await banner.getByRole("button", { name: "Resume" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Give a new token to each gateway").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Resume", exact: true }).click();
  await page.getByText("is open again").waitFor();
  await banner.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);

  await signIn(other.page);
});
