import { randomBytes, randomUUID } from "node:crypto";
import { tenantId } from "@portcullis/domain/ids";
import { describe, expect, it, vi } from "vitest";
import { type ChallengePurpose, challengeEnd, challengeMinutes, newChallenge } from "../factor/challenge.ts";
import { readUserHandle, userHandle } from "../factor/passkey-options.ts";

const key = randomBytes(32);
const assert: ChallengePurpose = { kind: "assert" };
const register: ChallengePurpose = { kind: "register", tenantId: randomUUID(), userId: randomUUID() };

describe("a challenge", () => {
  it("proves itself, and says when it ends", () => {
    const end = challengeEnd(key, assert, newChallenge(key, assert).toString("base64url"));
    expect(Date.parse(end ?? "")).toBeGreaterThan(Date.now() + (challengeMinutes - 1) * 60_000);
    expect(newChallenge(key, assert)).not.toEqual(newChallenge(key, assert));
  });

  it("is none of ours with another key, for another purpose, another person, another spelling or a bit turned", () => {
    const text = newChallenge(key, register).toString("base64url");
    expect(challengeEnd(key, register, text)).toBeDefined();
    const damaged = Buffer.from(text, "base64url");
    damaged.writeUInt8(damaged.readUInt8(20) ^ 1, 20);
    for (const no of [
      challengeEnd(randomBytes(32), register, text),
      challengeEnd(key, assert, text),
      challengeEnd(key, { ...register, userId: randomUUID() }, text),
      challengeEnd(key, register, `${text}=`),
      challengeEnd(key, register, ` ${text}`),
      challengeEnd(key, register, damaged.toString("base64url")),
      challengeEnd(key, register, ""),
    ]) {
      expect(no).toBeUndefined();
    }
  });

  it("ends after five minutes", () => {
    const text = newChallenge(key, assert).toString("base64url");
    const later = Date.now() + challengeMinutes * 60_000 + 1;
    using clock = Object.assign(vi.useFakeTimers({ now: later }), { [Symbol.dispose]: () => void vi.useRealTimers() });
    expect(clock.isFakeTimers()).toBe(true);
    expect(challengeEnd(key, assert, text)).toBeUndefined();
  });
});

describe("a user handle", () => {
  it("says whose passkey it is, within the 64 bytes that WebAuthn has for it", () => {
    const [tenant, userId] = [tenantId(randomUUID()), randomUUID()];
    const handle = userHandle(tenant, userId);
    expect(handle).toHaveLength(32);
    expect(readUserHandle(Buffer.from(handle).toString("base64url"))).toEqual({ tenantId: tenant, userId });
  });

  it("is the one that authenticators keep since the first release", () => {
    const tenant = tenantId("019abcde-f012-7345-8678-9abcdef01234");
    const handle = userHandle(tenant, "019fedcb-a987-7654-b210-fedcba987654");
    expect(Buffer.from(handle).toString("base64url")).toBe("AZq83vASc0WGeJq83vASNAGf7cuph3ZUshD-3LqYdlQ");
  });

  it.each([
    "",
    "AAAA",
    "!",
    randomBytes(33).toString("base64url"),
    Buffer.alloc(32, 255).toString("hex"),
    Buffer.alloc(32, 1).toString("base64url"),
  ])("is nobody's: %s", (text) => expect(readUserHandle(text)).toBeUndefined());
});
