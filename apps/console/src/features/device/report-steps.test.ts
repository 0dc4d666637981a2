import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { reportSteps } from "./report-steps.ts";

const t = translator();

const details = { url: "https://console.example.com", token: "secret" };

it.each(["linux", "macos"] as const)("keeps the token of %s in a file that only root reads", (platform) => {
  const [keep, run] = reportSteps(t, { ...details, platform }).command.split("\nnode ");
  expect(keep).toMatch(/^\(umask 077 .*echo secret > (\S+)\)$/);
  expect(run).toContain("--console https://console.example.com");
  expect(run).not.toContain("secret");
});

it("leaves it to others where they keep theirs", () => {
  const { command } = reportSteps(t, { ...details, platform: "windows" });
  expect(command).toContain("--console https://console.example.com");
  expect(command).not.toContain("secret");
});
