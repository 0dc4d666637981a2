import { expect, it } from "vitest";
import { reportCommand } from "./report-command.ts";

it("keeps the token in a file that only root reads, and out of the reporter's arguments", () => {
  const [keep, run] = reportCommand({ url: "https://console.example.com", token: "secret" }).split("\nnode ");
  expect(keep).toMatch(/^\(umask 077 .*echo secret > (\S+)\)$/);
  expect(run).toContain("--console https://console.example.com");
  expect(run).not.toContain("secret");
});
