import { expect, it } from "vitest";
import { noticeUntrustedProxy } from "./untrusted-proxy.ts";

const forwarded = { "x-forwarded-for": "203.0.113.5" };

/** What is told of so many requests from one address each, and the clock that says when. */
function noticing() {
  const messages: string[] = [];
  const clock = { ms: 0 };
  const notice = noticeUntrustedProxy(
    ({ message }) => messages.push(message),
    () => clock.ms,
  );
  const ask = (times: number, remoteAddress: string, headers: Record<string, string> = forwarded) => {
    for (let n = 0; n < times; n++) notice({ socket: { remoteAddress }, headers });
  };
  return { messages, clock, ask };
}

it("tells once an hour of a proxy that every request comes from and nobody named", () => {
  const { messages, clock, ask } = noticing();
  ask(19, "::ffff:10.0.0.2");
  expect(messages).toEqual([]);
  ask(1, "::ffff:10.0.0.2");
  expect(messages).toEqual([
    expect.stringMatching(/^Every request comes from 10\.0\.0\.2 .*Set TRUSTED_PROXIES=10\.0\.0\.2 /),
  ]);
  ask(1_000, "::ffff:10.0.0.2");
  expect(messages).toHaveLength(1);
  clock.ms += 3_600_000;
  ask(1, "::ffff:10.0.0.2");
  expect(messages).toHaveLength(2);
});

it.each<[string, (ask: ReturnType<typeof noticing>["ask"]) => void]>([
  ["that pass nothing on", (ask) => ask(100, "10.0.0.2", {})],
  ["of which one passes nothing on", (ask) => [1, 2, 3].forEach(() => (ask(19, "10.0.0.2"), ask(1, "10.0.0.2", {})))],
  ["from two addresses in turn", (ask) => Array.from({ length: 50 }, () => (ask(1, "10.0.0.2"), ask(1, "10.0.0.3")))],
  ["from a public address", (ask) => ask(100, "203.0.113.9")],
])("tells nothing of requests %s", (_, send) => {
  const { messages, ask } = noticing();
  send(ask);
  expect(messages).toEqual([]);
});
