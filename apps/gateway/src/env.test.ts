import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const module = new URL("./env.ts", import.meta.url).href;
const program = `import { readEnvironment } from "${module}"; console.log(JSON.stringify(readEnvironment()));`;

/** In a process of its own: a mistake ends it. */
function start(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    env,
    encoding: "utf8",
  });
  return { status, read: status === 0 ? (JSON.parse(stdout) as unknown) : undefined, said: stderr.trim().split("\n") };
}

it("needs a console and a token, and has a default for the rest", () => {
  expect(start({ PORTCULLIS_URL: "https://console.example.com", GATEWAY_TOKEN_FILE: "/etc/token" }).read).toEqual({
    PORTCULLIS_URL: "https://console.example.com",
    GATEWAY_TOKEN_FILE: "/etc/token",
    GATEWAY_INTERFACE: "portcullis0",
    GATEWAY_STATE: "/var/lib/portcullis-gateway",
    LOG_LEVEL: "info",
    PATH: expect.stringContaining("/usr/sbin"),
  });
});

it("says each mistake in a sentence", () => {
  const wrong = {
    PORTCULLIS_URL: "console.example.com",
    GATEWAY_INTERFACE: "-portcullis",
    GATEWAY_PORT: "0",
    LOG_LEVEL: "loud",
  };
  const { status, said } = start(wrong);
  expect(status).toBe(1);
  expect(said.map((sentence) => sentence.split(" ")[0])).toEqual([
    "PORTCULLIS_URL",
    "GATEWAY_TOKEN_FILE",
    "GATEWAY_INTERFACE",
    "GATEWAY_PORT",
    "LOG_LEVEL",
  ]);
});
