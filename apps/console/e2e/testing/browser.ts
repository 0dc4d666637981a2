import type { Account } from "@portcullis/testing/sign-in";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { browserProgram } from "./env.ts";

/** A real browser; each reader has cookies of their own. Disposing of it closes them all. */
export async function openBrowser(url: string) {
  const browser = await chromium.launch({ ...(await browserProgram()), args: ["--no-sandbox"] });
  return {
    /** A page that remembers everything the browser complained of. */
    async reader(options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: url, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      return { page, context, complaints };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** An account of the demo data. */
export const demoAccount = (email: string): Account => ({ tenant: "acme", email, password: "portcullis-demo" });

/** Fills the form in and sends it, whatever comes of that. */
export async function submitSignIn(page: Page, account: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Tenant").fill(account.tenant);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs in, as the demo's administrator where nobody is named, and ends where the sign-in leads. */
export async function signIn(page: Page, account = demoAccount("admin@acme.test")): Promise<void> {
  await submitSignIn(page, account);
  await page.waitForURL(/:\d+\/(devices)?$/);
}
