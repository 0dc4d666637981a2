import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { hashDetails, hashOrigin, isCheckable, provesDetails, provesOrigin } from "./audit-proof.ts";

const details = { before: { firstName: "Ada" }, after: { firstName: "Grace" }, reason: "asked for" };
const origin = { address: "192.0.2.1", agent: "Lynx" };

it("proves the details to who has them and the salt, in whatever order they are kept", () => {
  const { salt, hash } = hashDetails(details);
  expect(salt).toHaveLength(16);
  const { before, after, reason } = details;
  expect(provesDetails(hash, salt, { reason, after, before })).toBe(true);
  const spelled = '{"after":{"firstName":"Grace"},"before":{"firstName":"Ada"},"reason":"asked for"}';
  const text = JSON.stringify(["portcullis audit details", 1, salt.toString("hex"), spelled]);
  expect(hash.toString("hex")).toBe(`01${createHash("sha256").update(text).digest("hex")}`);
});

it("lets no changed detail or origin pass for the one that was recorded, nor one for the other", () => {
  const { salt, hash } = hashDetails(details);
  for (const other of [{}, { ...details, reason: "Asked for" }, { ...details, after: {} }]) {
    expect(provesDetails(hash, salt, other)).toBe(false);
  }
  const proof = hashOrigin(origin);
  expect(provesOrigin(proof.hash, proof.salt, origin)).toBe(true);
  expect(provesOrigin(proof.hash, Buffer.alloc(16), origin)).toBe(false);
  expect(provesOrigin(proof.hash, proof.salt, { ...origin, agent: null })).toBe(false);
  expect(provesOrigin(proof.hash, proof.salt, { ...origin, address: "192.0.2.10" })).toBe(false);
  expect(provesDetails(proof.hash, proof.salt, { after: origin })).toBe(false);
});

it("never seals the same details to the same hash: a short value could be guessed from it", () => {
  const hashes = Array.from({ length: 20 }, () => hashDetails(details).hash.toString("hex"));
  expect(new Set(hashes).size).toBe(20);
});

it("knows the proofs of an older version, which it cannot check", () => {
  expect(isCheckable(createHash("sha256").digest())).toBe(false);
  expect(isCheckable(hashOrigin(origin).hash)).toBe(true);
});
