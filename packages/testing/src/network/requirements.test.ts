import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const module = new URL("./requirements.ts", import.meta.url).href;

it("fails with what the host lacks, so that a test of the network is never left out", () => {
  const program = `import { requireNetworkTools } from "${module}"; await requireNetworkTools();`;
  const args = ["--input-type=module", "--eval", program];
  const { status, stderr } = spawnSync(process.execPath, args, { env: { PATH: "/nowhere" }, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("ip, wg, wg-quick, wireguard-go (Debian: iproute2, wireguard-tools and wireguard-go).");
});
