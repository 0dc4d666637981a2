import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { expect, it } from "vitest";
import { testProgram } from "./testing/program.ts";
import { gatewayAddress, openTestBed } from "./testing/test-bed.ts";

const full = (...peers: Extract<PeersEvent, { kind: "full" }>["peers"]): PeersEvent => ({
  kind: "full",
  address: `${gatewayAddress}/10`,
  peers,
  toConfirm: [],
  failClosedAfter: null,
});

it("kill -9 while the peers change: the next one catches up, and who was not meant notices nothing", async () => {
  await using testBed = await openTestBed();
  await using program = await testProgram(testBed);
  const [leaver, stayer, comer] = [await testBed.client(), await testBed.client(), await testBed.client()];
  program.server.say(full(leaver.peer, stayer.peer));
  const killed = program.start();
  await using leaving = await leaver.ping();
  await using staying = await stayer.ping();
  await Promise.all([leaving.passesAfter(0), staying.passesAfter(0)]);
  const countedOf = async () =>
    (await testBed.peers()).find(({ publicKey }) => publicKey === stayer.peer.publicKey)?.received ?? 0;

  const counted = await countedOf();
  const killedAt = Date.now();
  killed.signal("SIGKILL");
  expect(await killed.ended).toBe("SIGKILL");
  program.server.say(full(stayer.peer, comer.peer));
  await staying.passesAfter(killedAt + 500);
  // Nobody is there to cut it off.
  await leaving.passesAfter(killedAt + 500);

  const startedAt = Date.now();
  const next = program.start();
  await using coming = await comer.ping();
  await coming.passesAfter(startedAt);
  await expect.poll(() => testBed.keys()).toEqual([stayer.peer.publicKey, comer.peer.publicKey].toSorted());
  const agreedAt = Date.now();
  await staying.passesAfter(agreedAt + 500);
  expect(leaving.passedSince(agreedAt)).toBe(0);
  expect(await countedOf()).toBeGreaterThan(counted);
  // Ten milliseconds apart, on a busy machine: a session made anew would have cost seconds.
  expect(staying.longestGap(killedAt)).toBeLessThan(2_000);
  console.info(
    `the leaver's last packet ${leaving.last() - startedAt} ms after the start; longest gap of who stayed ${staying.longestGap(killedAt)} ms`,
  );
  next.signal("SIGTERM");
  expect(await next.ended).toBe(0);
});

it("SIGTERM ends it in order, and leaves interface and peers as they are", async () => {
  await using testBed = await openTestBed();
  await using program = await testProgram(testBed);
  const { peer, ping } = await testBed.client();
  program.server.say(full(peer));
  const agent = program.start();
  await using pinger = await ping();
  await pinger.passesAfter(0);
  agent.signal("SIGTERM");
  expect(await agent.ended).toBe(0);
  await pinger.passesAfter(Date.now() + 500);
});

it("a line that is open and dead: it hears what it missed within seconds of the line's return", async () => {
  await using testBed = await openTestBed();
  await using program = await testProgram(testBed);
  const { peer, ping } = await testBed.client();
  program.server.say(full(peer));
  program.start();
  await using pinger = await ping();
  await pinger.passesAfter(0);
  program.line.freeze();
  program.server.say(full());
  const frozen = Date.now();
  await pinger.passesAfter(frozen + 10_000);
  program.line.goOn();
  const back = Date.now();
  await expect.poll(() => testBed.keys(), { timeout: 15_000 }).toEqual([]);
  console.info(`agreed ${Date.now() - back} ms after the line's return`);
});

it("writes neither key nor token into its log, and the key for root alone", async () => {
  await using testBed = await openTestBed();
  await using program = await testProgram(testBed);
  program.server.say(full());
  const agent = program.start();
  await expect.poll(() => program.server.reports.length).toBeGreaterThan(0);
  program.server.replaceToken("another");
  program.server.cut();
  await expect.poll(agent.said).toContain("refused the gateway's token");
  const file = join(testBed.network.folder, "private.key");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(agent.said()).not.toContain((await readFile(file, "utf8")).trim());
  expect(agent.said()).not.toContain("the-right-one");
});

it("answers probes and shows metrics on its host's loopback", async () => {
  await using testBed = await openTestBed();
  await using program = await testProgram(testBed);
  const { peer } = await testBed.client();
  const port = 9_465;
  const ask = async (path: string) => {
    const script = `const answer = await fetch("http://127.0.0.1:${port}${path}"); console.log(answer.status, await answer.text())`;
    return (await testBed.network.gateway.run(process.execPath, ["--input-type=module", "--eval", script])).trim();
  };
  program.start({ HEALTH_PORT: String(port) });
  await expect.poll(() => ask("/health/live").catch(String), { timeout: 20_000 }).toBe('200 {"ok":true}');
  // It has not been told yet who may be there.
  await expect.poll(() => ask("/health/ready")).toBe('503 {"ok":false,"failing":["peers"],"connected":true}');
  program.server.say(full(peer));
  await expect.poll(() => ask("/health/ready")).toBe('200 {"ok":true,"connected":true}');
  expect(await ask("/metrics")).toMatch(/^portcullis_gateway_peers 1$/m);
  program.server.replaceToken("another");
  program.server.cut();
  await expect.poll(() => ask("/health/ready")).toBe('200 {"ok":true,"connected":false}');
});
