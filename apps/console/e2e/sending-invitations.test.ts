import { queueInvitations } from "@portcullis/api/invitation/queue-invitations";
import { listTenants, operator } from "@portcullis/api/tenant/operator";
import { createUser } from "@portcullis/api/user/create-user";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { invitationRuns } from "@portcullis/db/schema/invitation-queue";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { expect, it } from "vitest";
import { expectAccessible } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

/** People of the demo who wait for their mail, which no worker without a mail server sends. */
async function queueDemoPeople(ownerUrl: string, emails: readonly string[]) {
  const db = openDatabase(ownerUrl, { applicationName: "test operator", max: 2 });
  const acme = (await listTenants(db)).find(({ slug }) => slug === "acme");
  const ctx = { db, principal: { kind: "operator", tenantId: tenantId(acme?.id ?? "") } } as const;
  await withTenant(db, ctx.principal.tenantId, async (tx) => {
    for (const email of emails) {
      const person = { email, firstName: null, lastName: null, hasAccepted: false } as const;
      await createUser(tx, operator, { ...person, status: "pending" });
    }
  });
  await queueInvitations(ctx, { runId: newId(), emails });
  return {
    /** As a worker that has sent some leaves it. */
    note: (counts: { sent: number; failed: number }) =>
      withTenant(db, ctx.principal.tenantId, (tx) => tx.update(invitationRuns).set(counts)),
    [Symbol.asyncDispose]: () => closeDatabase(db),
  };
}

it("shows how far an import's invitations are as they are sent, and stops them once that is confirmed", async () => {
  await using demo = await demoProduct();
  await using queue = await queueDemoPeople(demo.database.ownerUrl, ["ada@new.test", "ben@new.test", "cy@new.test"]);
  await using browser = await openBrowser(demo.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  await page.goto("/users");
  const line = page.getByRole("region", { name: "Sending invitations" });
  await line.getByText("0 of 3 sent, less than an hour left").waitFor();
  await queue.note({ sent: 1, failed: 1 });
  await line.getByText("1 of 3 sent").waitFor();
  await line.getByText("Given up for 1 person").waitFor();
  await expectAccessible(page);

  await line.getByRole("button", { name: "Stop sending" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("The link that was sent stays valid").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await line.getByRole("button", { name: "Stop sending" }).click();
  await dialog.getByRole("button", { name: "Stop sending" }).click();
  await page.getByText("Stopped: 3 people will get no mail").waitFor();
  await line.waitFor({ state: "detached" });
  await page.goto("/activity");
  await page.getByText("stopped the invitations that waited to be mailed").first().waitFor();
  expect(complaints).toEqual([]);

  const other = await browser.reader();
  await signIn(other.page, demoAccount("support@acme.test"));
  await other.page.goto("/users");
  await other.page.getByRole("table").getByRole("row").nth(3).waitFor();
  expect(other.complaints).toEqual([]);
});
