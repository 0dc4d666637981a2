import { expect, it } from "vitest";
import { PeerLedger } from "./peer-ledger.ts";

const peerOf = (userId: string, publicKey: string, ...allowedIps: string[]) => ({ userId, publicKey, allowedIps });
const read = (...peers: ReturnType<typeof peerOf>[]) => ({ peers, toConfirm: [] });

it("tells what came, went and moved, and nothing twice", () => {
  const ledger = new PeerLedger();
  ledger.begin(read(peerOf("ada", "a", "100.64.0.2/32"), peerOf("bob", "b")));
  expect(ledger.update(read(peerOf("ada", "a", "100.64.0.3/32"), peerOf("ada", "c")))).toEqual({
    kind: "change",
    set: [
      { publicKey: "a", allowedIps: ["100.64.0.3/32"] },
      { publicKey: "c", allowedIps: [] },
    ],
    remove: ["b"],
    toConfirm: [],
  });
  expect(ledger.update(read(peerOf("ada", "a", "100.64.0.3/32"), peerOf("ada", "c")))).toBeUndefined();
});

it("leaves alone whom the reading is not about", () => {
  const ledger = new PeerLedger();
  ledger.begin(read(peerOf("ada", "a"), peerOf("bob", "b")));
  expect(ledger.update(read(), ["ada"])).toMatchObject({ set: [], remove: ["a"] });
  expect(ledger.update(read(peerOf("bob", "b")))).toBeUndefined();
});

it("does not take a key from whoever has it now, when it is later asked about its former user", () => {
  const ledger = new PeerLedger();
  ledger.begin(read(peerOf("ada", "a")));
  expect(ledger.update(read(peerOf("bob", "a")), ["bob"])).toMatchObject({ set: [{ publicKey: "a" }], remove: [] });
  expect(ledger.update(read(), ["ada"])).toBeUndefined();
  expect(ledger.update(read(), ["bob"])).toMatchObject({ set: [], remove: ["a"] });
});

it("does not remove a key that another user has now", () => {
  const ledger = new PeerLedger();
  ledger.begin(read(peerOf("ada", "a")));
  expect(ledger.update(read(peerOf("bob", "a")))).toMatchObject({ set: [{ publicKey: "a" }], remove: [] });
});
