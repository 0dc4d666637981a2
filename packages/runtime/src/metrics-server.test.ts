import { Counter } from "prom-client";
import { expect, it } from "vitest";
import { closeMetricsServer, startMetricsServer } from "./metrics-server.ts";

async function watching(failing: () => string[] = () => []) {
  const server = await startMetricsServer(0, async () => failing());
  const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  return { server, ask, [Symbol.asyncDispose]: () => closeMetricsServer(server) };
}

it("is live always, ready when no part is unwell, names those that are, and knows nothing else", async () => {
  let failing: string[] = ["database"];
  await using metricsServer = await watching(() => failing);
  expect((await metricsServer.ask("/health/live")).status).toBe(200);
  const unready = await metricsServer.ask("/health/ready");
  expect([unready.status, await unready.json()]).toEqual([503, { ok: false, failing: ["database"] }]);
  failing = [];
  const ready = await metricsServer.ask("/health/ready");
  expect([ready.status, await ready.json()]).toEqual([200, { ok: true }]);
  expect((await metricsServer.ask("/")).status).toBe(404);
});

it("shows what was counted, in the format that it names", async () => {
  await using metricsServer = await watching();
  new Counter({ name: "portcullis_tests_total", help: "Runs of this test." }).inc();
  const answer = await metricsServer.ask("/metrics");
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toContain("\nportcullis_tests_total 1\n");
});

it("listens on loopback only, and says when its port is taken", async () => {
  await using metricsServer = await watching();
  expect(metricsServer.server.address()).toMatchObject({ address: "127.0.0.1" });
  await expect(startMetricsServer(metricsServer.server.port, async () => [])).rejects.toThrow("EADDRINUSE");
});
