import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sealDetails } from "./audit.ts";

const details = { before: { firstName: "Ada" }, after: { firstName: "Grace" }, reason: "asked for" };
const hashOf = (salt: Buffer, of: unknown) => createHash("sha256").update(salt).update(JSON.stringify(of)).digest();

it("proves the details to who has them and the salt", () => {
  const { salt, hash } = sealDetails(details);
  expect(salt).toHaveLength(16);
  expect(hash).toEqual(hashOf(salt, details));
});

it("lets no changed detail pass for the one that was recorded", () => {
  const { salt, hash } = sealDetails(details);
  for (const other of [{}, { ...details, reason: "Asked for" }, { ...details, address: "192.0.2.1" }]) {
    expect(hash).not.toEqual(hashOf(salt, other));
  }
});

it("never seals the same details to the same hash: a short value could be guessed from it", () => {
  const hashes = Array.from({ length: 20 }, () => sealDetails(details).hash.toString("hex"));
  expect(new Set(hashes).size).toBe(20);
});
