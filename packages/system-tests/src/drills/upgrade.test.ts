import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { emptyDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { busyProduct, expectUnharmed } from "../testing/busy-product.ts";
import { previousRelease } from "../testing/previous-release.ts";
import { operatorCommand } from "./testing/operator-command.ts";

const run = promisify(execFile);
const well = { code: 0, err: "" };

/** What the agent of a release logs of a console: until it has been told why its stream ended. */
async function oldAgentSays(release: string, url: string): Promise<string> {
  const agent = `
    import { pino } from "pino";
    import { connectConsole } from "./src/connect-console.ts";
    import { followPeers } from "./src/follow-peers.ts";
    const stopping = new AbortController();
    const log = pino({}, { write(line) { process.stdout.write(line); stopping.abort(); } });
    const console = connectConsole(${JSON.stringify(url)}, async () => "a token");
    await followPeers({ console, log, onEvent() {}, onLost() {}, onRefused() {} }, stopping.signal);`;
  const node = ["--input-type=module", "--eval", agent];
  const { stdout } = await run(process.execPath, node, { cwd: join(release, "apps/gateway"), timeout: 30_000 });
  return stdout;
}

// It builds a whole release first.
it("migrates and replaces the previous release while people work with it, and nobody notices", {
  timeout: 1_200_000,
}, async () => {
  await using stack = new AsyncDisposableStack();
  const began = performance.now();
  const { path: release } = stack.use(await previousRelease());
  const built = performance.now() - began;
  const database = stack.use(await emptyDatabase());
  for (const commandLine of [["db-migrate"], ["db-seed", "--published-password"]] as const) {
    const [command, ...options] = commandLine;
    expect(await operatorCommand({ ...database, release }, command, ...options)).toMatchObject(well);
  }
  const product = stack.use(await busyProduct(database, { release }));
  const { consoles, workers, traffic } = product;
  await product.isFlowing();

  // The release that runs knows nothing of it, and must bear it.
  expect(await operatorCommand(database, "db-migrate")).toMatchObject(well);
  await product.isFlowing();
  const ended: unknown[] = [];
  for (const [turn, console] of consoles.entries()) {
    ended.push(await console.upgrade());
    await product.bothReady();
    await product.isFlowing();
    ended.push(await workers[turn]?.upgrade());
    await product.isFlowing();
  }
  await traffic.stop();

  expect(ended).toEqual([0, 0, 0, 0]);
  await expectUnharmed(product, database.ownerUrl);
  expect(await oldAgentSays(release, product.balancer.url)).toContain("This console is of another version than");
  console.info(
    `the previous release was built in ${(built / 1000).toFixed(0)} s; while it was replaced: ${[...traffic.done].map(([kind, count]) => `${count} ${kind}`).join(", ")}, ${traffic.streams.opened} streams opened, ${traffic.failed.length} failed`,
  );
});
