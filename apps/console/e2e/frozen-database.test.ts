import { seedDemo } from "@portcullis/demo/seed-demo";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { testDatabase } from "@portcullis/testing/test-database";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectAccessiblePart } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { product } from "./testing/product.ts";

/** The bound of five seconds, and what a busy machine adds. */
const inTime = { timeout: 15_000 };
/** Three seconds between two looks of the stream, ten of a page without one, the bound, and what a busy machine adds. */
const unasked = { withStream: { timeout: 12_000 }, without: { timeout: 20_000 } };

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

it("says it on open pages that ask nothing, and takes it away by itself", async () => {
  await using line = await openTcpProxy();
  await using database = await testDatabase();
  await seedDemo(database);
  await using running = await product({ ...database, applicationUrl: line.to(database.applicationUrl) });
  await using browser = await openBrowser(running.url);
  const { page, context } = await browser.reader();
  await signIn(page);
  const { page: membersPage } = await browser.reader();
  await signIn(membersPage, demoAccount("member@acme.test"));
  // The first holds the stream of both.
  const other = await context.newPage();
  for (const each of [page, other]) {
    await each.goto("/groups");
    await each.getByRole("table").getByRole("row").nth(3).waitFor();
  }
  await membersPage.getByRole("heading", { level: 1 }).waitFor();
  const pages = [page, other, membersPage];
  await Promise.all(pages.map((each) => each.waitForLoadState("networkidle")));
  const marks = await Promise.all(pages.map((each) => each.evaluateHandle(() => document.body)));

  line.stopReading();
  const frozenAt = Date.now();
  const bannerOf = (of: Page) => of.getByRole("region", { name: "Database" });
  const isSaid = (of: Page, within: { timeout: number }) =>
    bannerOf(of).getByText("Database does not answer since").waitFor(within);
  await Promise.all([
    isSaid(page, unasked.withStream),
    isSaid(other, unasked.withStream),
    isSaid(membersPage, unasked.without),
  ]);
  for (const each of pages) {
    const since = Date.parse((await bannerOf(each).getByRole("time").getAttribute("datetime")) ?? "");
    expect(since).toBeGreaterThan(frozenAt);
    expect(since).toBeLessThanOrEqual(Date.now());
  }

  line.readOn();
  await Promise.all(pages.map((each) => bannerOf(each).waitFor({ state: "detached", ...inTime })));
  // No page was loaded anew.
  for (const mark of marks) expect(await mark.evaluate((body) => body.isConnected)).toBe(true);
});
