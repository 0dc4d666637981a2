import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { childrenOf, isListening, kill, place, processes, startScript } from "./launcher.ts";

const soon = { timeout: 20_000, interval: 50 };

async function child(launcher: number, script: string) {
  const found = (await childrenOf(launcher)).find(({ command }) => command.includes(script));
  if (!found) throw new Error(`No ${script} runs.`);
  return found.pid;
}

/** As Prometheus reads them. */
interface MetricsTarget {
  readonly targets: readonly string[];
  readonly labels: { readonly app: string };
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  return response?.status === 200;
}

describe("start", () => {
  it("brings everything up, leaves nothing after Ctrl-C, and comes back with its data", async () => {
    await using here = await place();
    const first = here.launch();
    await first.says("owner@globex.test");
    expect(first.said()).toContain(`Portcullis is ready at http://localhost:${here.port}`);
    expect(await isReady(here.port)).toBe(true);
    const children = await childrenOf(first.pid);
    const secret = await readFile(join(here.dataFolder, "secret"), "utf8");
    expect((await stat(join(here.dataFolder, "secret"))).mode & 0o777).toBe(0o600);

    const targets = await readFile(join(here.dataFolder, "metrics-targets.json"), "utf8");
    for (const { targets: addresses, labels } of JSON.parse(targets) as MetricsTarget[]) {
      const shown = await (await fetch(`http://${addresses[0]}/metrics`)).text();
      expect([labels.app, shown]).toEqual([
        labels.app,
        expect.stringMatching(/^portcullis_pool_connections_max \d+$/m),
      ]);
    }

    first.signal("SIGINT");
    expect(await first.ended).toBe(0);
    expect(await here.database()).toEqual([]);
    expect(await isListening(here.port)).toBe(false);
    const left = (await processes()).filter(({ pid }) => children.some((each) => each.pid === pid));
    expect(left).toEqual([]);

    const second = here.launch();
    await second.says("owner@globex.test");
    expect(await readFile(join(here.dataFolder, "secret"), "utf8")).toBe(secret);
    second.signal("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(await here.database()).toEqual([]);
  });

  it("works again after kill -9 of the launcher, whose console and worker end by themselves", async () => {
    await using here = await place();
    const killed = here.launch();
    await killed.says("Portcullis is ready");
    const worker = await child(killed.pid, "worker.js");
    const console = await child(killed.pid, "server.js");
    killed.signal("SIGKILL");
    await killed.ended;
    await expect
      .poll(async () => (await processes()).filter(({ pid }) => pid === worker || pid === console), soon)
      .toEqual([]);

    const next = here.launch();
    await next.says("Portcullis is ready");
    expect(await isReady(here.port)).toBe(true);
    next.signal("SIGTERM");
    expect(await next.ended).toBe(0);
    expect(await here.database()).toEqual([]);
  });

  it("starts a killed worker, console and database again, each with a sentence", async () => {
    await using here = await place();
    const launcher = here.launch();
    await launcher.says("Portcullis is ready");

    const worker = await child(launcher.pid, "worker.js");
    kill(worker, "SIGKILL");
    await launcher.says("The worker ended (killed by SIGKILL) and is being restarted.");
    await expect.poll(() => child(launcher.pid, "worker.js").catch(() => worker), soon).not.toBe(worker);

    kill(await child(launcher.pid, "server.js"), "SIGKILL");
    await launcher.says("The console ended (killed by SIGKILL) and is being restarted.");
    await expect.poll(() => isReady(here.port), soon).toBe(true);

    for (const { pid } of await here.database()) kill(pid, "SIGQUIT");
    await launcher.says("The embedded database stopped unexpectedly and is being restarted.");
    await expect.poll(async () => (await here.database()).length, soon).toBeGreaterThan(0);
    await expect.poll(() => isReady(here.port), soon).toBe(true);

    launcher.signal("SIGTERM");
    expect(await launcher.ended).toBe(0);
    expect(await here.database()).toEqual([]);
  });

  it("ends with the package manager that runs it, though that one passes no signal on", async () => {
    await using here = await place();
    const packageManager = join(here.dataFolder, "pnpm.cjs");
    const run = `require("node:child_process").spawn(process.execPath, [${JSON.stringify(startScript)}], { stdio: "inherit" });`;
    await writeFile(packageManager, run);
    const outermost = here.launch({}, packageManager);
    await outermost.says("Portcullis is ready");
    outermost.signal("SIGKILL");
    await outermost.ended;
    await expect.poll(here.database, soon).toEqual([]);
    expect(await isListening(here.port)).toBe(false);
  });

  it("says in one sentence that its port is taken, and starts nothing", async () => {
    await using here = await place();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(here.port, "127.0.0.1", resolve));
    const refused = here.launch();
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toBe(
      `Port ${here.port} is in use. Stop the process that listens there, or choose another port with PORT=3001.\n`,
    );
    expect(await here.database()).toEqual([]);
    other.close();
  });

  it.each([
    [{ PUBLIC_URL: "http://vpn.example.com" }, "PUBLIC_URL must be https unless its host is localhost"],
    [{ PORTCULLIS_SECRET: "short" }, "PORTCULLIS_SECRET needs at least 32 characters"],
    [{ DATABASE_URL: "postgres://app@localhost/x" }, "DATABASE_URL (application role) and DATABASE_OWNER_URL (owner)"],
    [{ PORT: "http" }, "PORT must be a port from 1 to 65535."],
    [{ HOST: "laptop" }, "HOST must be an address to listen on"],
    [{ HOST: "192.0.2.7" }, "HOST 192.0.2.7 is not an address of this machine."],
  ])("refuses %o with a sentence", async (env, sentence) => {
    await using here = await place();
    const refused = here.launch(env);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(sentence);
    expect(refused.said().trim().split("\n")).toHaveLength(1);
  });

  it("says that a database of one's own cannot be reached", async () => {
    await using here = await place();
    const url = (role: string) => `postgres://${role}:x@127.0.0.1:1/portcullis`;
    const refused = here.launch({ DATABASE_URL: url("app"), DATABASE_OWNER_URL: url("owner") });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toMatch(/^The database cannot be reached: .+\n$/);
  });
});
