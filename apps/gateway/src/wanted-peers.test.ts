import { expect, it } from "vitest";
import { nobody, wantedAfter } from "./keep-interface.ts";

const full = (...keys: string[]) => ({
  kind: "full" as const,
  address: "100.64.0.1/10",
  peers: keys.map((publicKey) => ({ publicKey, allowedIps: [`${publicKey}/32`] })),
  toConfirm: [],
  failClosedAfter: null,
});
const change = (set: string[], remove: string[]) => ({
  kind: "change" as const,
  set: set.map((publicKey) => ({ publicKey, allowedIps: ["new"] })),
  remove,
  toConfirm: [],
});

it("takes a whole list for all there is, and a change for what it names", () => {
  const first = wantedAfter(nobody, full("a", "b", "c"));
  const second = wantedAfter(first, change(["b", "d"], ["a", "unknown"]));
  expect([...second.peers]).toEqual([
    ["b", ["new"]],
    ["c", ["c/32"]],
    ["d", ["new"]],
  ]);
  expect(second.address).toBe("100.64.0.1/10");
  expect([...first.peers.keys()]).toEqual(["a", "b", "c"]);
  expect([...wantedAfter(second, full("z")).peers.keys()]).toEqual(["z"]);
});

it("gives no access to a key that is both set and taken away", () => {
  expect([...wantedAfter(wantedAfter(nobody, full("a")), change(["a"], ["a"])).peers.keys()]).toEqual([]);
});

it("does not act on a change without the list that it changes", () => {
  expect(() => wantedAfter(undefined, change(["a"], []))).toThrow("before a whole list");
});
