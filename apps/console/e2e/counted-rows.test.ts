import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { apiOf } from "@portcullis/system-tests/network/api";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

/** Rows of a list on one page. */
const pageSize = 50;

/** A number of the overview, and where it leads. */
interface Counted {
  readonly href: string;
  readonly count: number;
}

it("leads from each number of the overview to exactly the rows that it counted", async () => {
  await using running = await demoProduct();
  // Whoever is online in the demo data stays so for the length of the test.
  const owner = openDatabase(running.database.ownerUrl, { applicationName: "e2e", max: 1 });
  await owner.$client`update devices set last_connection = now() + interval '1 hour'
    where last_connection > now() - interval '3 minutes'`;
  const api = await apiOf(running.url, demoAccount("owner@acme.test"));
  await api.gateway.create.mutate({ name: "Silent", endpoint: "silent.acme.test:51820" });
  // Only a gateway whose agent has been here is asked.
  await owner.$client`update gateways set contacted_at = now() where name = 'Silent'`;
  await closeDatabase(owner);
  const { items } = await api.user.list.query({ status: ["active"], search: "member@acme.test" });
  const { cascade } = await api.user.deactivate.mutate({ id: items[0]?.id ?? "" });
  const state = async () => (await api.cascade.get.query({ id: cascade?.id ?? "" })).state;
  await expect.poll(state).toBe("unconfirmed");

  await using browser = await openBrowser(running.url);
  const { page } = await browser.reader();
  await signIn(page, demoAccount("owner@acme.test"));
  const tiles = page.getByRole("list", { name: "Counts" }).getByRole("link");
  await tiles.getByText(/^\d/).first().waitFor();
  const counted = [...(await readAll(tiles)), ...(await readAll(page.locator("a[href^='/users?status=']")))];
  for (const section of await page.locator("section:has(> h3 a)").all()) counted.push(await readSection(section));

  const listed = counted.filter(({ count }) => count > 0);
  expect(listed.map(({ href }) => href)).toEqual(
    expect.arrayContaining([
      "/devices?status=online",
      "/devices?status=deactivated",
      "/devices?posture=non_compliant",
      "/devices?waiting=true",
      "/changes/unconfirmed",
      "/users?status=active",
      "/users?status=inactive",
    ]),
  );
  const shown: Counted[] = [];
  for (const { href } of listed) shown.push({ href, count: await rowsAt(page, href) });
  expect(shown).toEqual(listed);
});

async function readAll(links: Locator): Promise<Counted[]> {
  return Promise.all((await links.all()).map((link) => read(link, link.locator(".tabular-nums").first())));
}

/** Where only the first are named, and the rest is behind a link. */
const readSection = (section: Locator) => read(section.locator("h3 a"), section.locator("h3 .tabular-nums"));

async function read(link: Locator, number: Locator): Promise<Counted> {
  return { href: (await link.getAttribute("href")) ?? "", count: toNumber(await number.innerText()) };
}

/** How many the list says that it has, and shows where they fit on a page. */
async function rowsAt(page: Page, href: string): Promise<number> {
  await page.goto(href);
  const main = page.getByRole("main");
  const text = await main.getByRole("navigation", { name: "Pages" }).locator("p").innerText();
  const count = toNumber(/([\d,]+) \w+$/.exec(text)?.[1] ?? "");
  const rows = await main.locator("tbody tr").count();
  if (rows > 0) expect([href, rows]).toEqual([href, Math.min(count, pageSize)]);
  return count;
}

function toNumber(text: string): number {
  expect(text).toMatch(/^[\d,]+$/);
  return Number(text.replaceAll(",", ""));
}
