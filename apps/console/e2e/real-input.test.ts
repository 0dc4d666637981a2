import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { testDatabase } from "@portcullis/testing/test-database";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openBrowser, signIn } from "./testing/browser.ts";
import { command } from "./testing/command.ts";
import { product } from "./testing/product.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../../packages/api/src/import/fixtures", name);

it("takes a company over: its people, its network; switches one off, and back on, but for what went off by hand", async () => {
  await using database = await testDatabase();
  await using folder = await temporaryFolder("portcullis-names-");
  const run = (name: string, ...words: string[]) => command(database, name, ...words);

  const created = await run("tenant-create", "northwind", "--owner-email", "owner@northwind.test");
  const password = /password\s+(\S+)/.exec(created)?.[1] ?? "";
  expect(await run("tenant-import", "northwind", fixture("google-workspace.csv"), "--activate")).toMatch(/5 created/);
  expect(await run("tenant-import", "northwind", fixture("entra.csv"), "--activate")).toMatch(/created/);

  const [laptop, phone, router] = await peersOfDump();
  const names = join(folder.path, "names.csv");
  await writeFile(
    names,
    `publicKey,email,name
${laptop},amelie.lefevre@northwind.test,laptop
${phone},amelie.lefevre@northwind.test,phone
${router},astrid.holm@northwind.test,router
`,
  );
  await run("tenant-import-devices", "northwind", fixture("wg-show-dump.txt"), names);
  const peers = async () => keysOf(await run("tenant-peers", "northwind"));
  expect(await peers()).toEqual(new Set([laptop, phone, router]));

  await using running = await product(database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page, { tenant: "northwind", email: "owner@northwind.test", password });
  await page.goto("/users");
  await page.getByRole("searchbox").fill("lefèv");
  await page.getByRole("link", { name: "Amélie Lefèvre" }).click();
  await page.getByRole("navigation", { name: "Parts of this user" }).getByRole("link", { name: "Devices" }).click();
  await page.getByRole("button", { name: "Actions for phone" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await answer(page, "Deactivate");
  await page.getByRole("row", { name: "phone" }).getByText("Deactivated", { exact: true }).waitFor();
  expect(await peers()).toEqual(new Set([laptop, router]));

  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  await answer(page, "Deactivate");
  await finish(page);
  // The list reads again when the progress ends, behind the dialog.
  await expect.poll(() => page.getByRole("cell").getByText("Deactivated", { exact: true }).count()).toBe(2);
  expect(await peers()).toEqual(new Set([router]));

  await page.getByRole("button", { name: "Reactivate", exact: true }).click();
  await answer(page, "Reactivate");
  await finish(page);
  await expect.poll(() => page.getByRole("cell").getByText("Deactivated", { exact: true }).count()).toBe(1);
  expect(await peers()).toEqual(new Set([laptop, router]));

  // A second import brings nobody back, and nobody twice.
  expect(await run("tenant-import", "northwind", fixture("google-workspace.csv"), "--activate")).toMatch(
    /: 0 created, 5 unchanged/,
  );
  expect(complaints).toEqual([]);
});

/** Three of the four public keys in what `wg` printed. */
async function peersOfDump(): Promise<string[]> {
  const [, ...lines] = (await readFile(fixture("wg-show-dump.txt"), "utf8")).trimEnd().split("\n");
  return lines.slice(0, 3).map((line) => line.split("\t")[0] ?? "");
}

function keysOf(sections: string): Set<string> {
  return new Set(Array.from(sections.matchAll(/^PublicKey = (.+)$/gm), ([, key = ""]) => key));
}

async function answer(page: Page, name: string): Promise<void> {
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

/** Waits for the progress in the dialog to end, and closes it. */
async function finish(page: Page): Promise<void> {
  const dialog = page.getByRole("alertdialog");
  await dialog
    .getByRole("paragraph")
    .filter({ hasText: /^Done in/ })
    .waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
}
