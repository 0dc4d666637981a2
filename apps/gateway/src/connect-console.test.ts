import { randomUUID } from "node:crypto";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { expect, it } from "vitest";
import { connectConsole } from "./connect-console.ts";
import { TokenRefused } from "./console.ts";
import { agentServer } from "./testing/agent-server.ts";

const publicKey = `${"A".repeat(42)}E=`;
const full: PeersEvent = {
  kind: "full",
  address: "100.64.0.1/10",
  peers: [{ publicKey, allowedIps: ["100.64.0.2/32"] }],
  toConfirm: [randomUUID()],
  failClosedAfter: null,
};

/** Listens until it is told to stop; `ended` resolves with why the stream ended by itself. */
function listen(console: ReturnType<typeof connectConsole>) {
  const heard: PeersEvent[] = [];
  const ended = Promise.withResolvers<Error>();
  const listening = new AbortController();
  console.peers((event) => heard.push(event), ended.resolve, listening.signal);
  return { heard, ended: ended.promise, stop: () => listening.abort(), [Symbol.dispose]: () => listening.abort() };
}

it("hears the stream, and lets go of it", async () => {
  await using server = await agentServer({ token: "right" });
  server.say(full);
  using stream = listen(connectConsole(server.url(), async () => "right"));
  await expect.poll(() => stream.heard).toEqual([full]);
  const change: PeersEvent = { kind: "change", set: [], remove: [publicKey], toConfirm: [] };
  server.say(change);
  await expect.poll(() => stream.heard).toEqual([full, change]);
  stream.stop();
  await expect.poll(() => server.listeners()).toBe(0);
});

it("is understood by a console of the previous release, and understands it", async () => {
  await using server = await agentServer({ token: "right", isPrevious: true });
  server.say(full);
  const console = connectConsole(server.url(), async () => "right");
  using stream = listen(console);
  await expect.poll(() => stream.heard).toEqual([full]);
  const report = { publicKey, version: "1", peerCount: 0, confirmed: [randomUUID()], peers: [] };
  await console.report(report);
  expect(server.reports).toEqual([report]);
  const refused = connectConsole(server.url(), async () => "wrong").report(report);
  await expect(refused).rejects.toBeInstanceOf(TokenRefused);
});

it("says that the stream ended, and does not connect again by itself", async () => {
  await using server = await agentServer({ token: "right" });
  server.say(full);
  using stream = listen(connectConsole(server.url(), async () => "right"));
  await expect.poll(() => stream.heard).toHaveLength(1);
  server.cut();
  expect(await stream.ended).not.toBeInstanceOf(TokenRefused);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(server.listeners()).toBe(0);
});

it("says that nobody is there", async () => {
  let url: string;
  {
    await using server = await agentServer({ token: "right" });
    url = server.url();
  }
  const console = connectConsole(url, async () => "right");
  using stream = listen(console);
  expect(await stream.ended).toBeInstanceOf(Error);
  await expect(console.report({ publicKey, version: "1", peerCount: 0, confirmed: [], peers: [] })).rejects.toThrow();
});

it("tells a refused token from any other failure, and uses the next one", async () => {
  await using server = await agentServer({ token: "right" });
  server.say(full);
  let token = "wrong";
  const console = connectConsole(server.url(), async () => token);
  const report = { publicKey, version: "1", peerCount: 0, confirmed: [randomUUID()], peers: [] };
  {
    using stream = listen(console);
    expect(await stream.ended).toBeInstanceOf(TokenRefused);
    await expect(console.report(report)).rejects.toBeInstanceOf(TokenRefused);
  }
  token = "right";
  using stream = listen(console);
  await expect.poll(() => stream.heard).toEqual([full]);
  await console.report(report);
  expect(server.reports).toEqual([report]);
});

it("says that the token cannot be read", async () => {
  await using server = await agentServer({ token: "right" });
  const console = connectConsole(server.url(), () => Promise.reject(new Error("No such file.")));
  using stream = listen(console);
  expect(await stream.ended).toBeInstanceOf(Error);
});

it("does not understand half of another version's events", async () => {
  await using server = await agentServer({ token: "right" });
  const unknown: unknown = { ...full, more: 1 };
  server.say(unknown as PeersEvent);
  using stream = listen(connectConsole(server.url(), async () => "right"));
  expect((await stream.ended).message).toContain("unknown format");
  expect(stream.heard).toEqual([]);
});
