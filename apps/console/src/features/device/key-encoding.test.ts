import { generateKeyPairSync } from "node:crypto";
import { publicKey } from "@portcullis/domain/device/public-key";
import { describe, expect, it } from "vitest";
import { derivedPublicKey } from "#features/device/testing/derived-public-key.ts";
import { makeKeyPair, wireguardPrivateKey, wireguardPublicKey } from "./key-encoding.ts";

const rawPair = () => {
  const { d = "", x = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { d, x };
};

it("spells a public key as WireGuard does, and as the API accepts it", () => {
  for (let n = 0; n < 50; n++) {
    const { x } = rawPair();
    const key = wireguardPublicKey(x);
    expect(publicKey.parse(key)).toBe(Buffer.from(x, "base64url").toString("base64"));
  }
});

it("keeps what a private key derives", () => {
  for (let n = 0; n < 50; n++) {
    const { d, x } = rawPair();
    expect(derivedPublicKey(wireguardPrivateKey(d))).toBe(wireguardPublicKey(x));
  }
});

describe("a private key that leaves its fixed bits alone", () => {
  it.each([
    [Buffer.alloc(32, 255), 248, 127],
    [Buffer.alloc(32, 0), 0, 64],
    [Buffer.alloc(32, 7), 0, 71],
  ])("gets them", (bytes, first, last) => {
    const key = Buffer.from(wireguardPrivateKey(bytes.toString("base64url")), "base64");
    expect(key).toHaveLength(32);
    expect([key[0], key[31]]).toEqual([first, last]);
    expect(key.subarray(1, 31)).toEqual(bytes.subarray(1, 31));
  });
});

it("makes a pair that belongs together, and whose public key the API accepts", async () => {
  const pair = await makeKeyPair();
  expect(publicKey.parse(pair.publicKey)).toBe(derivedPublicKey(pair.privateKey));
  expect(pair.privateKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});

it("makes another one each time", async () => {
  const [one, other] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  expect(one.privateKey).not.toBe(other.privateKey);
});
