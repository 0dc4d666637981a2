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

const sealedSalt = Buffer.from("00112233445566778899aabbccddeeff", "hex");

/**
 * What the first release with this version of proof made of them: the sealed audit logs of every installation hold such hashes.
 * Their order of keys is that of UTF-16 code units (RFC 8785 §3.2.3), in which 😀 comes before U+E000.
 */
it.each<[string, Record<string, unknown>, string]>([
  [
    "nested keys",
    { b: 1, a: { d: [{ z: null, y: "x" }], c: true } },
    "01aabc40aafb4dd658ffd7eb3f407d4e8320a005356dd02d6077c8433b60125333",
  ],
  [
    "keys that look like numbers",
    { 10: "ten", 9: "nine", "1a": "", "": "none", "-1": 0, "01": 1 },
    "018460eff9c19d6c6e7e8c6c78887dbfbd116c60341f8f46e0588a2dec761e5e9b",
  ],
  [
    "keys beyond ASCII",
    { "\ue000": 1, "😀": 2, "\ufb33": 3, é: 4, e: 5, "\u0301": 6, "€": 7, "\r": 8, Z: 9, a: 10, _: 11, "\u0080": 12 },
    "012365d05070f7840b6c9db99988da94f09d992107e3aa47d62d655950f1498a9b",
  ],
  [
    "keys of every object",
    JSON.parse('{"__proto__": {"b": 1, "a": 2}, "constructor": "x"}'),
    "01d6c52908cc1f58d441f916e488edbf550eeb0bbf1fe546a0b6209749a73bba4c",
  ],
  [
    "strings",
    { text: '"\u0007\b\t\n\u000b\f\r\\/é\u2028\u2029\u007f\u0080\ufeff😀\u0000</script>' },
    "011dcbe5998707aff0fb3f89d7ae1b906bdf94078dac30fb7049047d982dcf3e23",
  ],
  [
    "numbers",
    {
      n: [
        0,
        -0,
        1e21,
        1e-7,
        123456789012345680000,
        0.1,
        1 / 3,
        2 ** 53,
        -(2 ** 53),
        5e-324,
        1.7976931348623157e308,
        4.5,
      ],
    },
    "012f61e3f32074067220ba84b82fd2eb3036ba3beb96d3646f68e6443c66aba503",
  ],
  [
    "what is no number",
    { n: [Number.NaN, Number.POSITIVE_INFINITY], m: Number.NaN },
    "01096398a82c7b3a67d94c748235ff0c04f569fff48c05f8b847db6efed215d8fb",
  ],
  [
    "what is left out",
    { kept: null, left: undefined, list: [undefined, () => 1], none: {}, empty: [[], {}] },
    "013cb61a275ffa3943d4d70bafb3dd847c5146fbb73253c024eb61e66d53551f11",
  ],
  [
    "dates and what writes itself",
    { at: new Date(0), own: { toJSON: () => ({ b: 1, a: 2 }) } },
    "01597f67a2593a2d15e47cc41f0ff1696de2df128d87becf01939187f8c62df431",
  ],
])("still proves %s", (_, after, hash) => {
  expect(provesDetails(Buffer.from(hash, "hex"), sealedSalt, { after })).toBe(true);
  expect(provesDetails(Buffer.from(hash, "hex"), sealedSalt, { before: after })).toBe(false);
});

it("still proves an origin", () => {
  const proof = Buffer.from("016e891b3226d433cdc7b6a76060cfa9139ed300a220d7eedd5dc24992fa181a4d", "hex");
  expect(provesOrigin(proof, sealedSalt, { agent: 'Mozilla/5.0 (X11; "é")', address: "2001:db8::1" })).toBe(true);
});
