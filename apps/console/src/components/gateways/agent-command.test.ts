import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { agentCommand } from "./agent-command.ts";

const facts = { url: "https://console.example.com", token: "pcg_3q2-7w_Ab" };

it("is one command of three lines", () =>
  expect(agentCommand(facts)).toBe(`PORTCULLIS_URL=https://console.example.com \\
  PORTCULLIS_GATEWAY_TOKEN=pcg_3q2-7w_Ab \\
  npx --yes pnpm@12.21.0 gateway`));

it("hands both to what it starts, in a plain shell", () => {
  const script = agentCommand(facts).replace(/npx .*/, "env");
  const printed = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" });
  expect(printed).toContain("PORTCULLIS_URL=https://console.example.com\n");
  expect(printed).toContain("PORTCULLIS_GATEWAY_TOKEN=pcg_3q2-7w_Ab\n");
});
