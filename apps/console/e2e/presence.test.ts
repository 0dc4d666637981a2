import { createTenant } from "@portcullis/api/tenant/create-tenant";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { apiOf } from "@portcullis/system-tests/network/api";
import type { Account } from "@portcullis/testing/sign-in";
import { aPublicKey } from "@portcullis/testing/tenant";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { expectAccessible, expectContrast } from "./testing/accessible.ts";
import { openBrowser, signIn } from "./testing/browser.ts";
import { reportAs } from "./testing/gateways.ts";
import { product } from "./testing/product.ts";

const account: Account = {
  tenant: "northwind",
  email: "owner@northwind.test",
  password: "correct horse battery staple",
};

it("shows a device that comes and one that is cut on pages that stand open, and counts them", async () => {
  await using database = await testDatabase();
  await addTenant(database);
  await using running = await product(database);
  const api = await apiOf(running.url, account);
  const publicKey = aPublicKey();
  const device = await api.device.register.mutate({ name: "laptop", platform: "linux", publicKey });
  const { token } = await api.gateway.create.mutate({ name: "Hamburg", endpoint: "ham.northwind.test:51820" });

  await using browser = await openBrowser(running.url);
  const { page, context, complaints } = await browser.reader();
  await signIn(page, account);
  const online = page.getByRole("list", { name: "Counts" }).getByRole("link", { name: /^Devices online/ });
  await online.getByText("0", { exact: true }).waitFor();
  // The other tab holds no stream of its own.
  const devices = await context.newPage();
  await devices.goto("/devices");
  const row = devices.getByRole("row", { name: "laptop" });
  await row.getByText("Offline", { exact: true }).waitFor();

  const peer = { publicKey, endpoint: "192.0.2.9:40000", handshakeAgo: 1, received: 3_400_000, sent: 12_000 };
  await reportAs(running.url, token, [peer]);
  // Long before either page would ask by itself.
  await row.getByText("Online", { exact: true }).waitFor({ timeout: 10_000 });
  await row.getByText("192.0.2.9:40000").waitFor();
  await online.getByText("1", { exact: true }).waitFor({ timeout: 10_000 });

  await devices.getByRole("link", { name: "laptop" }).click();
  const panel = devices.getByRole("region", { name: "Connection", exact: true });
  await panel.getByText("3.4 MB from it, 12.0 kB to it, in this connection").waitFor();
  await panel.getByText("goes on").waitFor();
  await expectAccessible(devices);
  await devices.emulateMedia({ colorScheme: "dark" });
  await expectContrast(devices);

  await api.device.deactivate.mutate({ id: device.id });
  await online.getByText("0", { exact: true }).waitFor({ timeout: 10_000 });
  await panel.getByText("Deactivated", { exact: true }).waitFor({ timeout: 10_000 });
  expect(complaints).toEqual([]);
});

async function addTenant({ ownerUrl }: DatabaseUrls): Promise<void> {
  const asOwner = openDatabase(ownerUrl, { applicationName: "e2e", max: 1 });
  try {
    const { tenant, email, password } = account;
    const owner = { email, firstName: "Astrid", lastName: "Holm", password };
    await createTenant(asOwner, { slug: tenant, name: "Northwind", owner });
  } finally {
    await closeDatabase(asOwner);
  }
}
