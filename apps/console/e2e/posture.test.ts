import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiOf } from "@portcullis/system-tests/network/api";
import { environment } from "@portcullis/testing/env";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { expectAccessible, expectContrast } from "./testing/accessible.ts";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import { demoProduct } from "./testing/product.ts";

it("requires posture after showing what that takes, and shows what the built reporter says of a device", async () => {
  await using running = await demoProduct();
  await using browser = await openBrowser(running.url);
  await using reporter = await aReporter(running.url);
  // Who may approve devices has theirs approved.
  const admin = await apiOf(running.url, demoAccount("admin@acme.test"));
  const device = await admin.device.register.mutate({ name: "bench", platform: "linux", publicKey: aPublicKey() });
  const { page, complaints } = await browser.reader();
  await signIn(page);

  // A version that no device has: what follows does not depend on the machine that runs this.
  await page.goto("/settings");
  await page.getByRole("link", { name: "See rules" }).click();
  await page.getByLabel("Least version of Linux").fill("newest");
  await page.getByLabel("Required", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("One to four numbers").waitFor();
  await page.getByLabel("Least version of Linux").fill("99999");
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(/^[\d,]+ devices lose access now/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await admin.device.get.query({ id: device.id })).toMatchObject({ denials: [] });
  await page.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await page.getByText("Posture rules saved").waitFor();
  expect(await admin.device.get.query({ id: device.id })).toMatchObject({ denials: ["not_compliant"] });

  await page.getByLabel("Least version of macOS").fill("98");
  await colleagueAsks(admin, "windows", "97");
  await page.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await page.getByText("Somebody else changed other fields meanwhile").waitFor();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect.poll(() => versionsOf(admin)).toMatchObject({ linux: "99999", macos: "98", windows: "97" });
  await page.getByLabel("Least version of macOS").fill("99");
  await colleagueAsks(admin, "macos", "96");
  await page.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await page.getByText("macOS: minimum version: theirs “96”, yours “99”").waitFor();
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect.poll(() => page.getByLabel("Least version of macOS").inputValue()).toBe("96");

  await page.goto(`/devices/${device.id}`);
  const panel = page.getByRole("region", { name: "Posture" });
  await panel.getByText("It has no access until it reports and complies.").waitFor();
  await panel.getByRole("button", { name: "Set up reporting" }).click();
  await dialog.getByRole("button", { name: "Create token" }).click();
  const command = (await dialog.getByRole("region", { name: "Command" }).locator("pre").textContent()) ?? "";
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page);
  await dialog.getByRole("button", { name: "Close" }).click();

  const reported = await reporter.reportOnce(/echo (\S+) >/.exec(command)?.[1] ?? "");
  expect(reported).toMatchObject({ code: 0, complaint: "" });
  expect(reported.said).toMatch(/^Reported\. .*version of the operating system\. It has no access until it does\.\n$/);
  await page.reload();
  await panel.getByText("It has no access until it complies.").waitFor();
  await panel.getByText("just now").waitFor();
  await expectContrast(page);

  await panel.getByRole("button", { name: "Stop reporting" }).click();
  await dialog.getByRole("button", { name: "Stop reporting" }).click();
  await panel.getByRole("button", { name: "Stop reporting" }).waitFor({ state: "detached" });
  expect(await reporter.reportOnce()).toEqual({
    code: 1,
    said: "",
    complaint: "The console refused the token. Ask your administrator for a new one.\n",
  });
  // The browser itself says so of the two saves that came second.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
});

type Api = Awaited<ReturnType<typeof apiOf>>;

/** Somebody else asks another version of a platform, and leaves everything else as it is. */
async function colleagueAsks({ tenant }: Api, platform: string, minimumVersion: string): Promise<void> {
  const { enforcement, maxAgeMinutes, rules, updatedAt } = await tenant.posture.query();
  for (const rule of rules) if (rule.platform === platform) rule.minimumVersion = minimumVersion;
  await tenant.updatePosture.mutate({ enforcement, maxAgeMinutes, rules, ifUpdatedAt: updatedAt });
}

const versionsOf = async ({ tenant }: Api) =>
  Object.fromEntries((await tenant.posture.query()).rules.map((rule) => [rule.platform, rule.minimumVersion]));

/** The built command, with a token file of its own. */
async function aReporter(url: string) {
  const folder = await mkdtemp(join(tmpdir(), "portcullis-posture-"));
  const tokenFile = join(folder, "token");
  const script = join(import.meta.dirname, "../../posture/dist/posture.js");
  const args = [script, "--console", url, "--token-file", tokenFile, "--once"];
  return {
    /** @param token put into the file first, where given */
    async reportOnce(token?: string) {
      if (token !== undefined) await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
      return new Promise<{ code: unknown; said: string; complaint: string }>((resolve) => {
        execFile(
          process.execPath,
          args,
          { env: { ...environment(), NODE_ENV: "production" } },
          (error, said, complaint) => resolve({ code: error?.code ?? 0, said, complaint }),
        );
      });
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
