import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectContrast, expectToFit } from "./testing/accessible.ts";
import { openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

const phone = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

const app = join(import.meta.dirname, "../src/app/(app)");

/** Every page whose address has no id in it, and what else the lists can show. */
const pages = globSync("**/page.tsx", { cwd: app })
  .filter((path) => !path.includes("["))
  .map((path) => `/${dirname(path)}`.replace("/.", "/"))
  .concat("/users?q=nobody-has-this-name", "/nowhere");
const tabs = ["", "/devices", "/sessions", "/access", "/activity"];

describe("every page", () => {
  const started = new AsyncDisposableStack();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    const running = started.use(await demoProduct());
    browser = started.use(await openBrowser(running.url));
  });
  afterAll(() => started.disposeAsync());

  it("is accessible in light and leaves the console quiet", async () => {
    const { page, complaints } = await browser.reader({ colorScheme: "light" });
    await visit(page, expectAccessible);
    expectQuiet(complaints);
  });

  it("has its contrasts in dark too, where nothing else differs, and leaves the console quiet", async () => {
    const { page, complaints } = await browser.reader({ colorScheme: "dark" });
    await visit(page, expectContrast);
    expectQuiet(complaints);
  });

  it("leads an address of an earlier release to today's, with its query", async () => {
    const { page } = await browser.reader();
    const moved = async (path: string) => {
      const answer = await page.request.get(path, { maxRedirects: 0 });
      return [answer.status(), answer.headers()["location"]];
    };
    expect(await moved("/cascades?state=failed")).toEqual([308, "/changes?state=failed"]);
    expect(await moved("/cascades/unconfirmed")).toEqual([308, "/changes/unconfirmed"]);
    expect(await moved("/cascades/some-id?pages=a&pages=b")).toEqual([308, "/changes/some-id?pages=a&pages=b"]);
  });

  it("finds the pages", () => expect(pages).toEqual(expect.arrayContaining(["/", "/users", "/settings/gateways"])));

  it("fits a phone", async () => {
    const { page } = await browser.reader(phone);
    await visit(page, expectToFit);
  });
});

/** Goes to each page and looks at it. */
async function visit(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  for (const path of ["/sign-in", "/reset-password", "/invitation"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page);
  }
  await signIn(page);
  const user = await firstIn(page, "/users?q=build-farm");
  const group = await firstIn(page, "/groups");
  const device = await firstIn(page, "/devices");
  const role = await roleOf(page);
  const receipt = await receiptOf(page);
  for (const path of [...pages, ...tabs.map((tab) => user + tab), group, device, role, receipt]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page);
  }
}

/** The address of the first thing in a list. */
async function firstIn(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const href = await page.getByRole("row").nth(1).getByRole("link").first().getAttribute("href");
  if (!href) throw new Error(`Nothing is listed at ${list}.`);
  return href;
}

/** The address of the tenant's own role, which has a form. */
async function roleOf(page: Page): Promise<string> {
  await page.goto("/roles");
  const href = await page.getByRole("link", { name: "Device Desk" }).first().getAttribute("href");
  if (!href) throw new Error("There is no role of the tenant's own.");
  return href;
}

/** The address of a receipt, from the audit log. */
async function receiptOf(page: Page): Promise<string> {
  await page.goto("/activity");
  const href = await page.getByRole("link", { name: "Receipt", exact: true }).first().getAttribute("href");
  if (!href) throw new Error("The audit log has no receipt.");
  return href;
}

/** The browser itself says so of the page that does not exist. */
function expectQuiet(complaints: readonly string[]): void {
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
}
