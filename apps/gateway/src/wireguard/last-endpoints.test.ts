import { expect, it } from "vitest";
import { lastEndpoints } from "./apply-peers.ts";
import type { InterfacePeer } from "./read-dump.ts";

const peer = (publicKey: string, endpoint: string | null): InterfacePeer => ({
  publicKey,
  endpoint,
  allowedIps: [],
  latestHandshake: null,
  received: 0,
  sent: 0,
  keepsAlive: false,
});

it("forgets first who was removed first", () => {
  const endpoints = lastEndpoints(2);
  endpoints.keep([peer("a", "1"), peer("b", "2")]);
  endpoints.keep([peer("a", "3")]);
  endpoints.keep([peer("c", "4")]);
  expect(["a", "b", "c"].map(endpoints.of)).toEqual(["3", undefined, "4"]);
});

it("keeps what it knows of a peer that is removed again without having been heard", () => {
  const endpoints = lastEndpoints(2);
  endpoints.keep([peer("a", "1")]);
  endpoints.keep([peer("a", null)]);
  expect(endpoints.of("a")).toBe("1");
});
