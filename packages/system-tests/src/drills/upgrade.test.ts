import { emptyDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { busyProduct, expectUnharmed } from "../testing/busy-product.ts";
import { previousRelease } from "../testing/previous-release.ts";
import { operatorCommand } from "./testing/operator-command.ts";

const well = { code: 0, err: "" };

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
  console.info(
    `the previous release was built in ${(built / 1000).toFixed(0)} s; while it was replaced: ${[...traffic.done].map(([kind, count]) => `${count} ${kind}`).join(", ")}, ${traffic.streams.opened} streams opened, ${traffic.failed.length} failed`,
  );
});
