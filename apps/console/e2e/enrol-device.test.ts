import { readFile } from "node:fs/promises";
import { aPublicKey } from "@portcullis/testing/tenant";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { derivedPublicKey } from "#features/device/testing/derived-public-key.ts";
import { expectAccessible, expectContrast } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { chooseOption } from "./testing/choose-option.ts";
import { addGateway, reportAs, tokenOf } from "./testing/gateways.ts";
import { demoProduct, type Product } from "./testing/product.ts";
import { readQrCode } from "./testing/read-qr-code.ts";

const endpoint = "vpn.acme.test:51820";

describe("a device whose keys the browser makes", () => {
  const started = new AsyncDisposableStack();
  let running: Product;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let gatewayKey: string;
  beforeAll(async () => {
    running = started.use(await demoProduct());
    browser = started.use(await openBrowser(running.url));
    const { page } = await browser.reader();
    await signIn(page);
    await page.goto("/settings/gateways");
    gatewayKey = await reportAs(running.url, tokenOf(await addGateway(page, "Hamburg", endpoint)));
  });
  afterAll(() => started.disposeAsync());

  it("gets a whole file, once, by text, file and camera; and nobody else hears of its private key", async () => {
    const { page, context, complaints } = await browser.reader({ colorScheme: "light" });
    const sent = listenTo(page);
    await signIn(page, demoAccount("member@acme.test"));
    const dialog = await openForm(page);
    await expectAccessible(page);
    await addPhone(dialog, "Zoë’s phone");
    await chooseGateway(dialog, "Hamburg");

    const text = await fileIn(dialog);
    const { PrivateKey = "", Address = "", PublicKey, Endpoint, AllowedIPs, PersistentKeepalive } = valuesOf(text);
    expect({ PublicKey, Endpoint, PersistentKeepalive }).toEqual({
      PublicKey: gatewayKey,
      Endpoint: endpoint,
      PersistentKeepalive: "25",
    });
    expect(AllowedIPs).toMatch(/^[\d.]+\/\d+$/);

    // What is registered belongs to the private key in the file, and the tunnel has the address that was given out.
    const input = encodeURIComponent(JSON.stringify({ search: "Zoë’s phone" }));
    const listed = await context.request.get(`/api/trpc/device.list?wire=2&input=${input}`);
    const { items } = (await listed.json()).result.data;
    expect(items).toHaveLength(1);
    expect(items[0].publicKey).toBe(derivedPublicKey(PrivateKey));
    expect(items[0].allowedIps[0]).toBe(Address);

    expect(await readQrCode(dialog.getByRole("img", { name: /^QR code/ }))).toBe(text);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("Zoe-s-phone.conf");
    expect(await readFile(await (await download).path(), "utf8")).toBe(text);

    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectContrast(page);
    expect(await readQrCode(dialog.getByRole("img", { name: /^QR code/ }))).toBe(text);

    // Neither a stray click nor Escape takes it away.
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await fileIn(dialog)).toBe(text);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByRole("row", { name: "Zoë’s phone" }).waitFor();

    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    );
    const left = [await page.content(), page.url(), kept, ...sent];
    expect(sent.length).toBeGreaterThan(3);
    for (const spelling of spellingsOf(PrivateKey)) {
      expect(left.filter((where) => where.includes(spelling))).toEqual([]);
    }
    expect(sent.some((where) => where.includes(items[0].publicKey))).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("shows the file again without the key, and takes a pasted one", async () => {
    const { page } = await browser.reader();
    await signIn(page, demoAccount("member@acme.test"));
    const dialog = await openForm(page);
    await dialog.getByLabel("Paste a public key").check();
    await dialog.getByLabel("Public key", { exact: true }).fill("not a key");
    await addPhone(dialog, "tablet", "Not a WireGuard public key");
    await dialog.getByLabel("Public key", { exact: true }).fill(` ${aPublicKey()} `);
    await dialog.getByRole("button", { name: "Add device" }).click();
    const text = await fileIn(dialog);
    expect(text).not.toMatch(/^PrivateKey/m);
    expect(text).toMatch(/^\[Peer\]$/m);
    expect(await dialog.getByRole("img", { name: /^QR code/ }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });

    await page.getByRole("button", { name: "Actions for tablet" }).click();
    await page.getByRole("menuitem", { name: "Configuration" }).click();
    expect(await fileIn(dialog)).toBe(text);
  });

  it("says why a browser makes no keys, and lets one paste", async () => {
    const { page } = await browser.reader();
    await page.addInitScript(() => {
      const refuse = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
      Object.assign(SubtleCrypto.prototype, { generateKey: refuse });
    });
    await signIn(page, demoAccount("member@acme.test"));
    const dialog = await openForm(page);
    await dialog.getByText("too old to make WireGuard keys").waitFor();
    expect(await dialog.getByRole("radio").count()).toBe(0);
    await dialog.getByLabel("Public key", { exact: true }).waitFor();
    await expectAccessible(page);
  });

  it("is added for another person", async () => {
    const { page } = await browser.reader();
    await signIn(page);
    await page.goto("/devices");
    const dialog = await openForm(page);
    await chooseOption(dialog.getByLabel("For", { exact: true }), "Somebody else");
    await dialog.getByRole("searchbox").fill("Priya");
    await dialog.getByRole("radio", { name: "Priya Raman" }).check();
    await expectAccessible(page);
    await addPhone(dialog, "priyas-phone");
    await dialog.getByText("A device of Priya Raman.").waitFor();
    expect(await fileIn(dialog)).toMatch(/^PrivateKey = /m);
  });
});

async function openForm(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Add device" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).waitFor();
  return dialog;
}

/** Fills the form in and sends it. */
async function addPhone(dialog: Locator, name: string, expectedError?: string): Promise<void> {
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await chooseOption(dialog.getByLabel("Platform"), "Android");
  await dialog.getByRole("button", { name: "Add device" }).click();
  await (expectedError
    ? dialog.getByText(expectedError)
    : dialog.getByRole("heading", { name: `${name} is added` })
  ).waitFor();
}

/** The demo may have gateways of its own; with one alone there is nothing to choose. */
async function chooseGateway(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole("region", { name: "Configuration file" }).waitFor();
  if ((await dialog.getByLabel("Gateway").count()) === 0) return;
  await chooseOption(dialog.getByLabel("Gateway"), name);
}

async function fileIn(dialog: Locator): Promise<string> {
  return (await dialog.getByRole("region", { name: "Configuration file" }).locator("pre").textContent()) ?? "";
}

const valuesOf = (text: string): Partial<Record<string, string>> =>
  Object.fromEntries(Array.from(text.matchAll(/^(\w+) = (.+)$/gm), ([, name = "", value = ""]) => [name, value]));

/** Everything that the browser sends from now on: addresses, headers, bodies. */
function listenTo(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) =>
    sent.push(request.url(), JSON.stringify(request.headers()), request.postDataBuffer()?.toString() ?? ""),
  );
  return sent;
}

/** A key as it could be written anywhere. */
function spellingsOf(key: string): string[] {
  const bytes = Buffer.from(key, "base64");
  return [key.slice(0, -1), encodeURIComponent(key), bytes.toString("base64url"), bytes.toString("hex")];
}
