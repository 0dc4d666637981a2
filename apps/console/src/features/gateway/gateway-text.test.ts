import { execFileSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { agentCommand, gatewayVariant, tokenCommand } from "./gateway-text.ts";

const t = translator();

const details = { url: "https://console.example.com", token: "pcg_3q2-7w_Ab", endpoint: "[2001:db8::7]:51821" };

it("keeps the token, then starts the agent with all that it asks for", () =>
  expect(agentCommand(details)).toBe(`(umask 077 && echo pcg_3q2-7w_Ab > "$HOME/portcullis-gateway.token")
PORTCULLIS_URL=https://console.example.com \\
  GATEWAY_TOKEN_FILE="$HOME/portcullis-gateway.token" \\
  GATEWAY_PORT=51821 \\
  npx --yes pnpm@12.21.0 gateway`));

it("does so in a plain shell, with a file that nobody else reads", async () => {
  await using home = await temporaryFolder("portcullis home ");
  const run = (script: string) =>
    execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { ...emptied, HOME: home.path } });
  const file = join(home.path, "portcullis-gateway.token");

  const printed = run(agentCommand(details).replace(/npx .*/, "env"));

  expect(printed).toContain("PORTCULLIS_URL=https://console.example.com\n");
  expect(printed).toContain(`GATEWAY_TOKEN_FILE=${file}\n`);
  expect(printed).toContain("GATEWAY_PORT=51821\n");
  expect(await readFile(file, "utf8")).toBe("pcg_3q2-7w_Ab\n");
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  run(tokenCommand("pcg_next"));
  expect(await readFile(file, "utf8")).toBe("pcg_next\n");
});

const emptied = { PATH: "/usr/bin:/bin", NODE_ENV: "test" } as const;

it("is amber for a silent gateway, red after two minutes, and green for one that reports alone", () => {
  expect(gatewayVariant(t, "silent", 45_000)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayVariant(t, "silent", 119_999)).toEqual({ tone: "warning", label: "Silent" });
  expect(gatewayVariant(t, "silent", 120_000)).toEqual({ tone: "danger", label: "Silent" });
  expect(gatewayVariant(t, "reporting", 0)).toEqual({ tone: "success", label: "Reporting" });
  expect(gatewayVariant(t, "new", Number.NEGATIVE_INFINITY)).toEqual({ tone: "hollow", label: "New" });
});
