import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openSecret, sealSecret } from "../factor/seal-secret.ts";
import { newTotpSecret, stepOfCode, totpInvitation } from "../factor/totp.ts";

/** RFC 6238, Appendix B: the secret of its test vectors, whose codes have eight digits; ours are the last six. */
const rfcSecret = Buffer.from("12345678901234567890");

describe("codes of an authenticator app", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("are those of RFC 6238 at %i s", (seconds, code) => {
    expect(stepOfCode(rfcSecret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it("are taken one step early and late, and no further", () => {
    const at = (seconds: number) => stepOfCode(rfcSecret, "287082", seconds * 1000);
    expect([at(29), at(30), at(60), at(89), at(90)].map((step) => step ?? null)).toEqual([1, 1, 1, 1, null]);
  });

  it.each(["", "28708", "2870822", "२८७०८२", "𐀀𐀀!!", "28708é", " 287082", "0x287A"])(
    "are none of these: %j",
    (code) => {
      expect(stepOfCode(rfcSecret, code, 59_000)).toBeUndefined();
    },
  );

  it("are offered as a secret to type and as an address for a QR code", () => {
    const { secret, uri } = totpInvitation(newTotpSecret(), { issuer: "Portcullis Acme & Co", label: "ada@acme.test" });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toBe(
      `otpauth://totp/Portcullis%20Acme%20%26%20Co:ada%40acme.test?issuer=Portcullis%20Acme%20%26%20Co&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});

describe("a sealed secret", () => {
  const key = randomBytes(32);
  const of = { tenantId: randomUUID(), userId: randomUUID() };
  const secret = newTotpSecret();

  it("opens with the same key for the same person, and is never sealed twice alike", () => {
    const sealed = sealSecret(key, of, secret);
    expect(openSecret(key, of, sealed)).toEqual(Buffer.from(secret));
    expect(sealed.includes(Buffer.from(secret))).toBe(false);
    expect(sealSecret(key, of, secret)).not.toEqual(sealed);
  });

  it("opens where the first release sealed it", () => {
    const sealed = Buffer.from("X3WXqsdKW/cO9r7Wu9SmVpXp5nx/Y0R793G9kzN5vfhACfvtrlkdyTTc9/818w==", "base64");
    const owner = { tenantId: "019abcde-f012-7345-8678-9abcdef01234", userId: "019fedcb-a987-7654-b210-fedcba987654" };
    expect(openSecret(Buffer.alloc(32, 7), owner, sealed).toString()).toBe("a secret of an app");
  });

  it("opens with no other key, for nobody else, and not where a bit was turned", () => {
    const sealed = sealSecret(key, of, secret);
    expect(() => openSecret(randomBytes(32), of, sealed)).toThrow();
    expect(() => openSecret(key, { ...of, userId: randomUUID() }, sealed)).toThrow();
    expect(() => openSecret(key, { ...of, tenantId: randomUUID() }, sealed)).toThrow();
    for (const at of [0, 15, sealed.length - 1]) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(() => openSecret(key, of, damaged)).toThrow();
    }
  });
});
