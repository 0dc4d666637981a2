import { stepCode } from "@portcullis/auth/testing/step-code";
import { expect, it } from "vitest";
import { demoAccount, openBrowser, signIn } from "./testing/browser.ts";
import {
  askForApproval,
  databaseOf,
  expectReadable,
  finished,
  openWaiting,
  previewAboveBrake,
  typeNumber,
} from "./testing/bulk.ts";
import { setUpApp } from "./testing/factors.ts";
import { demoProduct } from "./testing/product.ts";

const fifty = "Deactivate 50 people";

it("asks above the brake for a fresh proof in place, and keeps the number that was typed", async () => {
  await using running = await demoProduct();
  await using owner = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page, complaints } = await browser.reader();
  await signIn(page);
  const question = await previewAboveBrake(page);
  const number = await typeNumber(page);
  const typed = await number.inputValue();
  await ageProofs(owner);
  const act = question.getByRole("button", { name: "Deactivate", exact: true });
  await act.click();
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await proof.getByLabel("Password", { exact: true }).waitFor();
  await proof.getByText("What you asked for then goes on by itself.").waitFor();
  await expectReadable(page);

  await proof.getByRole("button", { name: "Cancel" }).click();
  await question.getByText("Confirm your identity, then try again.").waitFor();
  expect(await number.inputValue()).toBe(typed);
  await expectReadable(page);
  await act.click();
  await proof.getByLabel("Password", { exact: true }).fill("not this one");
  await proof.getByRole("button", { name: "Confirm" }).click();
  await proof.getByText("This is not your password.").waitFor();
  await expectReadable(page);
  await proof.getByLabel("Password", { exact: true }).fill("portcullis-demo");
  await proof.getByRole("button", { name: "Confirm" }).click();
  await finished(page, fifty, "47 of 50 were changed.");
  expect(complaints.filter((text) => !/\b40[0-9]\b/.test(text))).toEqual([]);
});

it("asks whoever approves for a code of their app, and keeps the number that was typed", async () => {
  await using running = await demoProduct();
  await using owner = databaseOf(running.database);
  await using browser = await openBrowser(running.url);
  const { page } = await browser.reader();
  await signIn(page);
  await askForApproval(page);
  const other = await browser.reader();
  await signIn(other.page, demoAccount("owner@acme.test"));
  await other.page.goto("/account/security");
  const secret = await setUpApp(other.page);
  await other.page.goto("/");
  await openWaiting(other.page);
  await ageProofs(owner);
  await other.page.getByRole("button", { name: "Approve" }).click();
  const question = other.page.getByRole("alertdialog", { name: `Approve: ${fifty}` });
  const number = await typeNumber(other.page);
  const typed = await number.inputValue();
  await question.getByRole("button", { name: "Approve" }).click();
  const proof = other.page.getByRole("dialog", { name: "Confirm that it is you" });
  const code = proof.getByLabel("Code", { exact: true });
  await code.fill("000000");
  await proof.getByRole("button", { name: "Confirm" }).click();
  await proof.getByText("This code is wrong").waitFor();
  await expectReadable(other.page);
  expect(await number.inputValue()).toBe(typed);
  await code.fill(stepCode(secret));
  await proof.getByRole("button", { name: "Confirm" }).click();
  await question.waitFor({ state: "hidden" });
  await finished(page, fifty, "47 of 50 were changed.");
  expect(other.complaints.filter((text) => !/\b40[0-9]\b/.test(text))).toEqual([]);
});

/** As after an hour in which nobody proved who they are. */
const ageProofs = ({ sql }: ReturnType<typeof databaseOf>) =>
  sql`update sessions set confirmed_at = now() - interval '1 hour'`;
