import { randomBytes } from "node:crypto";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { signIn } from "@portcullis/testing/sign-in";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { apiWith } from "../network/api.ts";
import { apiByToken, quietReport } from "../testing/agent-api.ts";
import { openCollector } from "../testing/collector.ts";
import { startConsole, startWorker } from "../testing/instance.ts";

/** A console and a worker that send their traces to a collector, somebody who clicks, and a gateway's agent. */
async function tracedProduct() {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await testDatabase());
  await seedDemo(database);
  const collector = starting.use(await openCollector());
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, DRAIN_SECONDS: "0" };
  const options = { databaseUrl: database.applicationUrl, publicUrl: url, env };
  starting.use(await startConsole(port, options));
  starting.use(await startWorker(options));
  const cookie = await signIn(url, { tenant: "acme", email: "owner@acme.test", password: "portcullis-demo" });
  const owner = apiWith(url, cookie);
  const gateway = await owner.gateway.create.mutate({ name: "Frankfurt", endpoint: "vpn.example.com:51820" });
  const { agent } = apiByToken(url, gateway.token);
  // Only a gateway whose agent has been here is asked.
  await agent.report.mutate(quietReport);
  const confirm = (changeId: string) => agent.report.mutate({ ...quietReport, confirmed: [changeId] });
  const stack = starting.move();
  return {
    collector,
    owner,
    confirm,
    gatewayId: gateway.gateway.id,
    /** The API as a page calls it for one click, and the trace that the click begins. */
    click() {
      const [traceId, spanId] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")];
      return { traceId, spanId, api: apiWith(url, cookie, { traceparent: `00-${traceId}-${spanId}-01` }) };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

it("connects a click, what the console did, every batch of the worker and the gateway's word to one trace", async () => {
  await using product = await tracedProduct();
  const { items } = await product.owner.user.list.query({ search: "member@acme.test" });
  const member = await product.owner.user.get.query({ id: items[0]?.id ?? "" });
  const click = product.click();
  const { cascade } = await click.api.user.deactivate.mutate({ id: member.id, reason: "left the company" });
  const cascadeId = cascade?.id ?? "";
  await expect.poll(() => product.owner.cascade.get.query({ id: cascadeId })).toMatchObject({ status: "done" });
  await product.confirm(cascadeId);

  const steps = () => product.collector.ofTrace(click.traceId).map(({ service, name }) => `${service}: ${name}`);
  await expect
    .poll(() => new Set(steps()), { timeout: 20_000 })
    .toEqual(
      new Set([
        "portcullis-console: user.deactivate",
        "portcullis-worker: cascade.advance",
        "portcullis-console: gateway.confirmation",
      ]),
    );
  const spans = product.collector.ofTrace(click.traceId);
  const reply = spans.find(({ name }) => name === "user.deactivate");
  expect(reply?.parentSpanId).toBe(click.spanId);
  expect(spans.filter((span) => span !== reply).map(({ parentSpanId }) => parentSpanId)).toEqual(
    spans.slice(1).map(() => reply?.spanId),
  );
  const word = spans.find(({ name }) => name === "gateway.confirmation");
  expect(word?.attributes).toContainEqual({
    key: "portcullis.gateway_id",
    value: { stringValue: product.gatewayId },
  });
  expect(BigInt(word?.endTimeUnixNano ?? 0)).toBeGreaterThan(BigInt(word?.startTimeUnixNano ?? 0));
});

it("does the same for one device, and keeps every name, address and statement out of it", async () => {
  await using product = await tracedProduct();
  const { items } = await product.owner.device.list.query({ limit: 1 });
  const click = product.click();
  await click.api.device.rename.mutate({ id: items[0]?.id ?? "", name: "Zaphod's laptop" });
  const off = product.click();
  const { items: on } = await product.owner.device.list.query({ status: ["online"], limit: 1 });
  await off.api.device.deactivate.mutate({ id: on[0]?.id ?? "" });
  const { items: events } = await product.owner.audit.list.query({ action: ["device.deactivated"], limit: 1 });
  await product.confirm(events[0]?.id ?? "");
  await expect
    .poll(
      () =>
        product.collector
          .ofTrace(off.traceId)
          .map(({ name }) => name)
          .toSorted(),
      { timeout: 20_000 },
    )
    .toEqual(["device.deactivate", "gateway.confirmation"]);
  await expect.poll(() => product.collector.ofTrace(click.traceId).map(({ name }) => name)).toEqual(["device.rename"]);
  expect(product.collector.raw()).not.toMatch(
    /Zaphod|acme|@|select |update |insert |127\.0\.0\.1|password|traceparent/i,
  );
});
