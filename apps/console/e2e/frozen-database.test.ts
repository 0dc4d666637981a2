import { seedDemo } from "@portcullis/services/demo/seed-demo";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { expectAccessiblePart } from "./testing/accessible.ts";
import { openBrowser, signIn } from "./testing/browser.ts";
import { product } from "./testing/product.ts";

/** The bound of five seconds, and what a busy machine adds. */
const inTime = { timeout: 15_000 };

it("says since when the database does not answer, keeps what is shown, and goes on by itself", async () => {
  await using line = await openTcpProxy();
  await using database = await testDatabase();
  await seedDemo(database);
  await using running = await product({ ...database, applicationUrl: line.to(database.applicationUrl) });
  await using browser = await openBrowser(running.url);
  const { page, context } = await browser.reader();
  await signIn(page);
  await page.goto("/users");
  const rows = page.getByRole("table").getByRole("row");
  await rows.nth(10).waitFor();
  const shown = await rows.count();

  line.stopReading();
  const opened = await context.newPage();
  const [answer] = await Promise.all([
    opened.goto("/devices", inTime),
    page.getByRole("searchbox", { name: "Search users" }).fill("agni"),
  ]);
  expect(answer?.status()).toBe(503);
  await opened.getByRole("heading", { name: "The database does not answer" }).waitFor();

  const banner = page.getByRole("region", { name: "Database" });
  await banner.getByText("Database does not answer").waitFor(inTime);
  await banner.getByText("retrying").waitFor();
  expect(await rows.count()).toBe(shown);
  // The rows are dimmed while they wait.
  await expectAccessiblePart(page, "section[aria-label=Database]");

  line.readOn();
  await banner.waitFor({ state: "detached", ...inTime });
  await expect.poll(() => rows.count(), inTime).toBeLessThan(shown);
  await opened.getByRole("heading", { name: "Devices", level: 1 }).waitFor(inTime);
});
