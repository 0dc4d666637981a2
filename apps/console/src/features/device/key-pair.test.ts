import { publicKey } from "@portcullis/domain/device/public-key";
import { expect, it } from "vitest";
import { derivedPublicKey } from "#features/device/testing/derived-public-key.ts";
import { makeKeyPair } from "./key-pair.ts";

it("makes a pair that belongs together, and whose public key the API accepts", async () => {
  const pair = await makeKeyPair();
  expect(publicKey.parse(pair.publicKey)).toBe(derivedPublicKey(pair.privateKey));
  expect(pair.privateKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});

it("makes another one each time", async () => {
  const [one, other] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  expect(one.privateKey).not.toBe(other.privateKey);
});
