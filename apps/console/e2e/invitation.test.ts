import { expect, it } from "vitest";
import { openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

it("invites somebody, who accepts in a browser of their own and is in; the link works once", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  const admin = await browser.reader();
  await signIn(admin.page);
  await admin.page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("noa.berg@acme.test");
  await dialog.getByRole("checkbox", { name: "Support", exact: true }).check();
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await dialog.getByText("No mail server is set up").waitFor();
  const link = (await dialog.locator("code").textContent()) ?? "";

  const guest = await browser.reader();
  const asked: string[] = [];
  guest.page.on("request", (request) => asked.push(request.url()));
  await guest.page.goto(link);
  await guest.page.getByRole("heading", { name: "Join Acme Industries" }).waitFor();
  await guest.page.getByText("Daniel Okafor invites you.").waitFor();
  expect(guest.page.url()).toBe(`${running.url}/invitation`);
  await guest.page.getByLabel("First name").fill("Noa");
  await guest.page.getByLabel("Password", { exact: true }).fill("a bicycle beneath the orchard");
  await guest.page.getByRole("button", { name: "Join Acme Industries" }).click();
  await guest.page.waitForURL(/\/users$/);
  const secret = new URL(link).hash.slice(1);
  expect(asked.filter((url) => url.includes(secret))).toEqual([]);

  const late = await browser.reader();
  await late.page.goto(link);
  await late.page.getByRole("heading", { name: "This invitation is not valid" }).waitFor();
  expect([...admin.complaints, ...guest.complaints]).toEqual([]);
});
